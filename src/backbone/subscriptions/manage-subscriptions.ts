import { InterlockError } from "../../kernel/problem.js";
import type { AuditLog } from "../../platform/audit/public.js";
import { makeSigningSecret } from "../../platform/outbound/public.js";
import type { Tx, UnitOfWork } from "../../platform/persistence/unit-of-work.js";
import type { ManagementContext, PlantScope } from "../../platform/security/public.js";
import { checkSubscription, type SubscriptionRules } from "./check-subscription.js";
import type { EventSubscription, SubscriptionDefinition } from "./event-subscription.js";
import { subscriptionProblems } from "./problems.js";
import { isWithin, type SubscriberScope } from "./subscriber-scope.js";
import { findingAt, invalidSubscription, type SubscriptionBody } from "./subscription-body.js";
import type { SubscriptionSeal } from "./subscription-seal.js";
import type { SubscriptionStore } from "./subscription-store.js";

/** Each is a loop in every worker. */
const SUBSCRIPTIONS_MAX = 100;

/** A new subscription with its signing secret, which is shown this once. */
export interface CreatedSubscription {
  readonly subscription: EventSubscription;
  readonly signingSecret: string;
}

/** Makes, shows, resumes and ends subscriptions. Whoever may subscribe to all plants of one may manage it. */
export class ManageSubscriptions {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly store: SubscriptionStore,
    private readonly scope: SubscriberScope,
    private readonly rules: SubscriptionRules,
    private readonly seal: SubscriptionSeal,
    private readonly audit: AuditLog,
  ) {}

  async list({ plants }: ManagementContext): Promise<readonly EventSubscription[]> {
    return (await this.store.list()).filter((subscription) => isWithin(subscription.plants, plants));
  }

  /** @throws InterlockError SUBSCRIPTION_UNKNOWN, the same for "not yours" */
  async get(name: string, { plants }: ManagementContext): Promise<EventSubscription> {
    const found = await this.store.find(name);
    if (found !== undefined && isWithin(found.plants, plants)) return found;
    const detail = `No event subscription that you may manage is named ${name.slice(0, 63)}.`;
    throw new InterlockError(subscriptionProblems.SUBSCRIPTION_UNKNOWN, { detail });
  }

  /** @throws InterlockError SUBSCRIPTION_INVALID, SUBSCRIPTION_GRANTS_UNREGISTERED, SUBSCRIPTION_EXISTS */
  async create(body: SubscriptionBody, context: ManagementContext): Promise<CreatedSubscription> {
    const findings = checkSubscription(body, this.rules);
    if (findings.length > 0) throw invalidSubscription(findings);
    const owner = context.principal.clientId;
    const definition = definitionOf(body, context.plants);
    if (!isWithin(definition.plants, await this.scope.plantsOf(owner))) throw unregistered(owner);
    const signingSecret = body.signingSecret ?? makeSigningSecret();
    const sealed = this.seal.seal(signingSecret);
    await this.unitOfWork.run(async (tx) => {
      if ((await this.store.count(tx)) >= SUBSCRIPTIONS_MAX) throw tooMany();
      if (!(await this.store.insert(tx, { ...definition, ...sealed, owner }, body.after))) throw exists(body.name);
      await this.#record(tx, context, body.name, { ...definition, after: body.after ?? "latest" });
    });
    return { subscription: await this.get(body.name, context), signingSecret };
  }

  /** What was published meanwhile is sent now. @throws InterlockError SUBSCRIPTION_UNKNOWN */
  async resume(name: string, context: ManagementContext): Promise<EventSubscription> {
    const { id } = await this.get(name, context);
    await this.unitOfWork.run(async (tx) => {
      const isChanged = await this.store.setState(tx, id, "ACTIVE", null);
      if (isChanged) await this.#record(tx, context, name, { state: "ACTIVE" });
    });
    return await this.get(name, context);
  }

  /** Ends it with its place and its dead letters. @throws InterlockError SUBSCRIPTION_UNKNOWN */
  async delete(name: string, context: ManagementContext): Promise<void> {
    const { id } = await this.get(name, context);
    await this.unitOfWork.run(async (tx) => {
      if (await this.store.delete(tx, id)) await this.#record(tx, context, name, { deleted: true });
    });
  }

  async #record(tx: Tx, context: ManagementContext, name: string, after: Readonly<Record<string, unknown>>) {
    const { principal, correlationId, traceparent } = context;
    const resource = { resourceType: "event-subscription", resourceId: name };
    const entry = {
      actor: principal.clientId,
      action: "event:subscribe",
      ...resource,
      correlationId,
      traceparent,
      after,
    };
    await this.audit.append(tx, [entry]);
  }
}

/** Plants that are not named are those of the caller. @throws InterlockError SUBSCRIPTION_INVALID */
function definitionOf(body: SubscriptionBody, scope: PlantScope): SubscriptionDefinition {
  const { name, url, types = [], versions = [] } = body;
  const plants = body.plants ?? (scope === "*" ? null : scope);
  const foreign = (plants ?? []).filter((plant) => !isWithin([plant], scope));
  if (foreign.length === 0) return { name, url, plants, types, versions };
  throw invalidSubscription([
    findingAt("/plants", `plants: you do not hold event:subscribe in ${foreign.slice(0, 10).join(", ")}`),
  ]);
}

function exists(name: string): InterlockError {
  const detail = `${name} exists already; take another name, or delete that one first.`;
  return new InterlockError(subscriptionProblems.SUBSCRIPTION_EXISTS, { detail });
}

const tooMany = (): InterlockError =>
  invalidSubscription([findingAt("", `there are ${SUBSCRIPTIONS_MAX} subscriptions; delete one first`)]);

function unregistered(owner: string): InterlockError {
  const detail = `Events are sent when ${owner} has no token: its role has to be in the register of grants (interlock policy grant).`;
  return new InterlockError(subscriptionProblems.SUBSCRIPTION_GRANTS_UNREGISTERED, { detail });
}
