import { InterlockError } from "../../../kernel/problem.js";
import type { Tx } from "../../persistence/unit-of-work.js";
import type { GrantAuthority, GrantTarget } from "../grants/grant-authority.js";
import type { GrantSource } from "../policy/grant-source.js";
import type { Grant, Principal } from "../principal.js";
import { securityProblems } from "../problems.js";
import type { ClientRecord, ClientStore } from "./client-store.js";
import { requireClient } from "./require-client.js";

/**
 * Decides who may make a credential for a client. Whoever holds a credential is the client to everybody, so it takes
 * the right to give every role the client has; otherwise a key would be a way around the rules for grants.
 */
export class CredentialAuthority {
  constructor(
    private readonly clients: ClientStore,
    private readonly authority: GrantAuthority,
    private readonly grants: GrantSource,
  ) {}

  /** Locks the client until the transaction ends. @throws InterlockError CLIENT_UNKNOWN, FORBIDDEN_GRANT */
  async require(tx: Tx, principal: Principal, clientId: string): Promise<ClientRecord> {
    await requireClient(tx, clientId);
    const client = await this.clients.find(tx, clientId);
    if (client === undefined) throw new InterlockError(securityProblems.CLIENT_UNKNOWN);
    if (principal.clientId === clientId) return client;
    for (const grant of this.grants.grantsOf(client)) this.authority.require(principal, targetOf(grant));
    return client;
  }
}

function targetOf({ role, plants, contracts }: Grant): GrantTarget {
  if (contracts !== undefined) return { role, scope: { kind: "CONTRACT", values: contracts }, plants: [] };
  if (plants === "*") return { role, scope: { kind: "ENTERPRISE", values: [] }, plants: [] };
  return { role, scope: { kind: "PLANT", values: plants }, plants };
}
