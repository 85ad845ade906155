import { type Clock, systemClock } from "../../../kernel/clock.js";
import { LruMap } from "../lru-map.js";
import type { Authorizer, Grant, ObjectAttributes, PlantScope, Principal } from "../principal.js";
import {
  buildAbility,
  buildAdmissionAbility,
  EVERY_FIELD,
  fieldsOf,
  type PolicyAbility,
  type PolicySubject,
} from "./ability.js";
import { type AccessRule, accessRulesOf, isScopeAttribute, SCOPE_ATTRIBUTE } from "./access-rule.js";
import type { Scalar } from "./condition.js";
import type { PermittedFields } from "./field-access.js";
import { activeGrants, type GrantSource, tokenGrants } from "./grant-source.js";
import { dimensionOf, type Permission, type Policy } from "./policy.js";
import { type AttributeColumns, type SqlPredicate, sqlPredicateOf } from "./sql-predicate.js";

/** Everything that follows from the grants of one principal, made once. */
interface CompiledAccess {
  readonly rules: readonly AccessRule[];
  readonly admission: PolicyAbility;
  readonly ability: PolicyAbility;
  readonly scopes: Map<string, PlantScope>;
  /** Permissions with a field list in some rule; for all others no list is ever made. */
  readonly restricted: ReadonlySet<string>;
}

/** The compiled access of a principal, and for how long it is his. */
interface CurrentAccess {
  readonly access: CompiledAccess;
  readonly revision: number;
  readonly untilMs: number;
}

const COMPILED_GRANTS_MAX = 10_000;
const NOWHERE: readonly string[] = [];

/** Decides by CASL. Abilities are built once for each principal and set of grants; principals come from the token cache. */
export class PolicyAuthorizer implements Authorizer {
  readonly #byPrincipal = new WeakMap<Principal, CurrentAccess>();
  readonly #byGrants = new LruMap<string, CompiledAccess>(COMPILED_GRANTS_MAX);

  constructor(
    readonly policy: Policy,
    private readonly grants: GrantSource = tokenGrants,
    private readonly clock: Clock = systemClock,
  ) {}

  isAllowed(principal: Principal, permission: string, plantCode: string | undefined): boolean {
    const wanted = this.policy.permissions.get(permission);
    if (wanted === undefined) return false;
    if (plantCode !== undefined && typeof plantCode !== "string") return false;
    const subject = plantCode === undefined ? { resource: wanted.resource } : { resource: wanted.resource, plantCode };
    return this.#access(principal).admission.can(wanted.action, subject);
  }

  plantScope(principal: Principal, permission: string): PlantScope {
    const wanted = this.policy.permissions.get(permission);
    if (wanted === undefined) return NOWHERE;
    const { admission, scopes, rules } = this.#access(principal);
    const known = scopes.get(permission);
    if (known !== undefined) return known;
    const scope = admission.rulesFor(wanted.action, wanted.resource).some(({ inverted }) => inverted)
      ? NOWHERE
      : plantsOf(rules, wanted);
    scopes.set(permission, scope);
    return scope;
  }

  holds(principal: Principal, permission: string): boolean {
    const wanted = this.policy.permissions.get(permission);
    if (wanted === undefined) return false;
    const rules = this.#access(principal).admission.rulesFor(wanted.action, wanted.resource);
    return rules.length > 0 && rules.every(({ inverted }) => !inverted);
  }

  decide(principal: Principal, permission: string, attributes: ObjectAttributes): boolean {
    const wanted = this.policy.permissions.get(permission);
    const subject = wanted === undefined ? undefined : this.#subject(wanted, attributes);
    if (wanted === undefined || subject === undefined) return false;
    return this.#access(principal).ability.can(wanted.action, subject);
  }

  permittedFields(principal: Principal, permission: string, attributes: ObjectAttributes): PermittedFields | undefined {
    const { ability, restricted } = this.#access(principal);
    if (!restricted.has(permission)) return undefined;
    const wanted = this.policy.permissions.get(permission);
    const subject = wanted === undefined ? undefined : this.#subject(wanted, attributes);
    if (wanted === undefined || subject === undefined) return new Set();
    const fields = fieldsOf(ability, wanted.action, subject);
    if (fields.length === 0) return this.#certainFields(principal, wanted, subject);
    return fields.includes(EVERY_FIELD) ? undefined : new Set(fields);
  }

  hasFieldLists(principal: Principal, permission: string): boolean {
    return this.#access(principal).restricted.has(permission);
  }

  predicate(principal: Principal, permission: string, columns: AttributeColumns, firstParameter: number): SqlPredicate {
    const { rules } = this.#access(principal);
    const relevant = rules.filter((rule) => rule.permission.id === permission);
    return sqlPredicateOf(relevant, columns, firstParameter);
  }

  /** The grants of a principal that count now. */
  grantsOf(principal: Principal): readonly Grant[] {
    return activeGrants(this.grants.grantsOf(principal), this.clock.now().getTime()).grants;
  }

  /** The rules that speak about a permission, for explanations. */
  rulesOf(principal: Principal, permission: string): readonly AccessRule[] {
    return this.#access(principal).rules.filter((rule) => rule.permission.id === permission);
  }

  /**
   * Where the attributes that decide between rules are not in the representation, such as the state of an order in its
   * timeline: the members that every rule permits which could be the one.
   */
  #certainFields(principal: Principal, wanted: Permission, subject: PolicySubject): PermittedFields {
    const candidates = this.rulesOf(principal, wanted.id).filter(
      ({ effect, scope, conditions }) =>
        effect === "ALLOW" &&
        (scope === undefined || scope.values.some((value) => value === subject[scope.attribute])) &&
        conditions.some(({ attribute }) => subject[attribute] === undefined),
    );
    const known = this.policy.resources.get(wanted.resource);
    const every = (wanted.action === "read" ? known?.readFields : known?.writeFields) ?? [];
    if (candidates.length === 0) return new Set();
    return new Set(
      every.filter((field) => candidates.every(({ fields }) => fields === undefined || fields.has(field))),
    );
  }

  /** Undefined when an attribute has a type it cannot have, such as a list where one plant belongs: nothing is allowed. */
  #subject({ resource }: Permission, attributes: ObjectAttributes): PolicySubject | undefined {
    const declared = this.policy.resources.get(resource)?.attributes;
    const subject: Record<string, Scalar> = {};
    const dimension = dimensionOf(this.policy, resource);
    for (const [name, value] of Object.entries(attributes)) {
      const type = isScopeAttribute(dimension, name) ? "text" : declared?.get(name);
      if (type === undefined || value === undefined || value === null) continue;
      if (typeof value !== JS_TYPE[type]) return undefined;
      subject[name] = value;
    }
    return { ...subject, resource };
  }

  #access(principal: Principal): CompiledAccess {
    const current = this.#byPrincipal.get(principal);
    const isCurrent = current !== undefined && current.revision === this.grants.revision && this.#isBefore(current);
    return isCurrent ? current.access : this.#compile(principal);
  }

  /** Most grants have no end, and then the clock is not asked. */
  #isBefore({ untilMs }: CurrentAccess): boolean {
    return untilMs === Number.POSITIVE_INFINITY || this.clock.now().getTime() < untilMs;
  }

  #compile(principal: Principal): CompiledAccess {
    const { revision } = this.grants;
    const { grants, untilMs } = activeGrants(this.grants.grantsOf(principal), this.clock.now().getTime());
    const key = JSON.stringify([principal.clientId, grants]);
    const access = this.#byGrants.get(key) ?? this.#build(principal.clientId, grants);
    this.#byGrants.set(key, access);
    this.#byPrincipal.set(principal, { access, revision, untilMs });
    return access;
  }

  #build(clientId: string, grants: readonly Grant[]): CompiledAccess {
    const rules = accessRulesOf(this.policy, clientId, grants);
    return {
      rules,
      admission: buildAdmissionAbility(rules),
      ability: buildAbility(rules),
      scopes: new Map(),
      restricted: new Set(rules.filter(({ fields }) => fields !== undefined).map(({ permission }) => permission.id)),
    };
  }
}

const JS_TYPE = { text: "string", number: "number", flag: "boolean" } as const;

/** The plants that the rules of a permission reach. */
function plantsOf(rules: readonly AccessRule[], { id }: Permission): PlantScope {
  const plants = new Set<string>();
  for (const { effect, permission, scope } of rules) {
    if (effect !== "ALLOW" || permission.id !== id) continue;
    if (scope === undefined) return "*";
    if (scope.attribute === SCOPE_ATTRIBUTE.plant) for (const plant of scope.values) plants.add(plant);
  }
  return Object.freeze([...plants].toSorted());
}
