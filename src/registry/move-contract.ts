import type { Clock } from "../kernel/clock.js";
import { InterlockError } from "../kernel/problem.js";
import { canTransition } from "../kernel/state-machine.js";
import type { AuditLog } from "../platform/audit/audit-log.js";
import type { Tx } from "../platform/persistence/unit-of-work.js";
import { lineKey } from "./contract-kind.js";
import { type ContractState, contractStates } from "./contract-states.js";
import type { ContractActor, ContractVersion } from "./contract-version.js";
import type { ContractVersionStore } from "./contract-version.store.js";
import { registryProblems } from "./problems.js";

/** Why a version is moved, for its audit entry. */
export interface MoveCause {
  readonly actor: ContractActor;
  /** `contract:<command>`, the permission that was used. */
  readonly action: string;
  readonly reason?: string;
  /** Hash of the evidence the move rests on. */
  readonly evidenceHash?: string;
}

/** Moves versions through their states, each move with its audit entry. */
export class MoveContract {
  constructor(
    private readonly versions: ContractVersionStore,
    private readonly audit: AuditLog,
    private readonly clock: Clock,
  ) {}

  /** Locks a version for the rest of the transaction. @throws InterlockError CONTRACT_VERSION_NOT_FOUND */
  async lock(tx: Tx, digest: string): Promise<ContractVersion> {
    const version = await this.versions.lock(tx, digest);
    if (version === undefined) throw versionNotFound(digest);
    return version;
  }

  /** @throws InterlockError CONTRACT_STATE_CONFLICT naming the state it is in and those that may follow. */
  async move(tx: Tx, version: ContractVersion, to: ContractState, cause: MoveCause): Promise<ContractVersion> {
    if (!canTransition(contractStates, version.state, to)) throw stateConflict(version, to);
    const at = this.clock.now();
    if (!(await this.versions.move(tx, version.digest, version.state, to, at))) throw stateConflict(version, to);
    const { actor, action, reason, evidenceHash } = cause;
    await this.audit.append(tx, [
      {
        actor: actor.clientId,
        action,
        resourceType: "contract-version",
        resourceId: version.digest,
        correlationId: actor.correlationId,
        ...(actor.traceparent === undefined ? {} : { traceparent: actor.traceparent }),
        contentHash: evidenceHash ?? version.digest,
        before: { state: version.state },
        after: { state: to, line: lineKey(version), version: version.version },
        ...(reason === undefined ? {} : { reason }),
      },
    ]);
    return { ...version, state: to, stateChangedAt: at.toISOString() };
  }
}

export function versionNotFound(digest: string): InterlockError {
  const detail = `No contract version has a digest that begins with ${digest.slice(0, 64)}, or more than one has; list the versions.`;
  return new InterlockError(registryProblems.CONTRACT_VERSION_NOT_FOUND, { detail });
}

export function stateConflict(version: ContractVersion, to: ContractState): InterlockError {
  const next = contractStates.transitions[version.state];
  const detail = `${lineKey(version)} ${version.version} is ${version.state}; it cannot become ${to}${next.length === 0 ? "" : `, only ${next.join(", ")}`}.`;
  return new InterlockError(registryProblems.CONTRACT_STATE_CONFLICT, { detail });
}
