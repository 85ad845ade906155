import type { Authorizer, ClientDirectory, GrantRegister, PlantScope } from "../../platform/security/public.js";

const PERMISSION = "event:subscribe";
const NOWHERE: readonly string[] = [];

/**
 * The plants a client may have events delivered of, without a request of his: by the register of grants. A subscription
 * lasts for years, so it must not outlive the client or the grants it began with.
 */
export class SubscriberScope {
  constructor(
    private readonly clients: ClientDirectory,
    private readonly grants: GrantRegister,
    private readonly authorizer: Authorizer,
  ) {}

  /** Empty when the client is disabled or holds the permission nowhere. */
  async plantsOf(clientId: string): Promise<PlantScope> {
    await this.grants.keepFresh();
    const client = await this.clients.find(clientId);
    if (client?.isDisabled === true) return NOWHERE;
    const principal = { clientId, kind: client?.kind ?? "SERVICE", grants: client?.grants ?? [] } as const;
    return this.authorizer.plantScope(principal, PERMISSION);
  }
}

/** Whether all of the wanted plants are in the scope; null stands for every plant. */
export function isWithin(wanted: readonly string[] | null, scope: PlantScope): boolean {
  return scope === "*" || (wanted !== null && wanted.every((plant) => scope.includes(plant)));
}

/** The wanted plants that are in the scope. */
export function intersect(wanted: readonly string[] | null, scope: PlantScope): PlantScope {
  if (wanted === null) return scope;
  return scope === "*" ? wanted : wanted.filter((plant) => scope.includes(plant));
}
