import { LruMap } from "../lru-map.js";
import type { Authorizer, PlantScope, Principal } from "../principal.js";
import { buildAbility, type PolicyAbility, scopeOf } from "./ability.js";
import type { Policy } from "./policy.js";

interface CompiledGrants {
  readonly ability: PolicyAbility;
  readonly scopes: Map<string, PlantScope>;
}

const COMPILED_GRANTS_MAX = 10_000;
const NOWHERE: readonly string[] = [];

/** Decides by CASL. Abilities are built once for each set of grants; principals come from the token cache. */
export class PolicyAuthorizer implements Authorizer {
  readonly #byPrincipal = new WeakMap<Principal, CompiledGrants>();
  readonly #byGrants = new LruMap<string, CompiledGrants>(COMPILED_GRANTS_MAX);

  constructor(readonly policy: Policy) {}

  isAllowed(principal: Principal, permission: string, plantCode: string | undefined): boolean {
    const wanted = this.policy.permissions.get(permission);
    if (wanted === undefined) return false;
    if (plantCode !== undefined && typeof plantCode !== "string") return false;
    const subject = plantCode === undefined ? { resource: wanted.resource } : { resource: wanted.resource, plantCode };
    return this.#compiled(principal).ability.can(wanted.action, subject);
  }

  plantScope(principal: Principal, permission: string): PlantScope {
    const wanted = this.policy.permissions.get(permission);
    if (wanted === undefined) return NOWHERE;
    const { ability, scopes } = this.#compiled(principal);
    const known = scopes.get(permission);
    if (known !== undefined) return known;
    const scope = scopeOf(ability, wanted);
    scopes.set(permission, scope);
    return scope;
  }

  #compiled(principal: Principal): CompiledGrants {
    return this.#byPrincipal.get(principal) ?? this.#compile(principal);
  }

  #compile(principal: Principal): CompiledGrants {
    const key = JSON.stringify(principal.grants);
    const known = this.#byGrants.get(key);
    const compiled = known ?? { ability: buildAbility(this.policy, principal.grants), scopes: new Map() };
    if (known === undefined) this.#byGrants.set(key, compiled);
    this.#byPrincipal.set(principal, compiled);
    return compiled;
  }
}
