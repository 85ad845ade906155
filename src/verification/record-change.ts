import type { AuditLog } from "../platform/audit/public.js";
import type { Tx } from "../platform/persistence/unit-of-work.js";

/** Who changes something, and under which correlation. */
export interface ChangeActor {
  readonly clientId: string;
  readonly kind: "HUMAN" | "SERVICE" | "EDGE";
  readonly correlationId: string;
  readonly traceparent: string;
}

/** What was changed, as its audit entry says it. */
export interface RecordedChange {
  /** Permission that allowed it, such as `pact:publish`. */
  readonly action: string;
  /** Such as `pact-version`. */
  readonly resourceType: string;
  /** Such as `mes/1.4.2`. */
  readonly resourceId: string;
  readonly contentHash?: string;
  readonly before?: Readonly<Record<string, unknown>>;
  readonly reason?: string;
  readonly after?: Readonly<Record<string, unknown>>;
}

/** Writes the audit entries of a change in its transaction. */
export async function recordChanges(
  tx: Tx,
  audit: AuditLog,
  actor: ChangeActor,
  changes: readonly RecordedChange[],
): Promise<void> {
  const { clientId, kind, correlationId, traceparent } = actor;
  const who = { actor: clientId, actorKind: kind, correlationId, traceparent };
  await audit.append(
    tx,
    changes.map((change) => ({ ...who, ...change })),
  );
}
