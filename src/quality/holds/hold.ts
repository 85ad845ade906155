import type { Tx } from "../../platform/persistence/unit-of-work.js";
import type { RowFilter } from "../../platform/security/public.js";
import type { QualitySeverity } from "../quality-policy.js";
import type { QualityScope } from "../quality-scope.js";
import type { HoldState } from "../states.js";

/** What a hold keeps from going on (HoldEffect of contracts/schemas/quality-event.yaml). */
export type HoldEffect = "COMPLETION" | "GOODS_RECEIPT" | "GOODS_ISSUE" | "RELEASE" | "SHIPMENT";

/** A hold as it is stored. */
export interface Hold {
  readonly id: string;
  readonly plantCode: string;
  readonly scope: QualityScope;
  readonly severity: QualitySeverity;
  readonly effects: readonly HoldEffect[];
  readonly reasonCode: string;
  readonly state: HoldState;
  readonly version: number;
  /** SHA-256 of the request that placed it; approvals are given for exactly this content. */
  readonly contentHash: string;
  readonly placedBy: string;
  readonly proposalId: string | null;
  readonly expiresAt: Date | null;
  readonly disposition: "SCRAP" | "REWORK" | null;
  readonly correlationId: string;
  readonly traceparent: string;
}

const COLUMNS = `
  h.id, h.plant_code AS "plantCode", h.scope, h.severity, h.effects, h.reason_code AS "reasonCode", h.state, h.version,
  h.content_hash AS "contentHash", h.placed_by AS "placedBy", h.proposal_id AS "proposalId", h.expires_at AS "expiresAt",
  h.disposition, h.correlation_id AS "correlationId", h.traceparent`;

const LOCK = `SELECT ${COLUMNS} FROM il.quality_hold h WHERE h.id = $1 FOR UPDATE`;

/**
 * Everything that begins or ends a hold in a plant, one after the other: of two holds that end together, the later one
 * must see that the earlier has ended, or nobody would let their common postings go. Ended with the transaction.
 */
const SERIALISE = "SELECT pg_advisory_xact_lock(hashtextextended('quality-holds ' || $1, 0))";

/** The plant of a hold never changes, so that it is asked for before its row is locked. */
const SERIALISE_FOR = `
  SELECT pg_advisory_xact_lock(hashtextextended('quality-holds ' || plant_code, 0)) FROM il.quality_hold WHERE id = $1`;

/**
 * The hold, whose row this transaction holds. Undefined when there is none. The holds of its plant are serialised first:
 * whoever took the row before that, and another one after it, would wait for each other.
 */
export async function lockHold(tx: Tx, id: string): Promise<Hold | undefined> {
  await tx.query(SERIALISE_FOR, [id]);
  return (await tx.query<Hold>(LOCK, [id]))[0];
}

/** Lets no other hold of the plant begin or end until this transaction has ended. */
export async function serialiseHolds(tx: Tx, plantCode: string): Promise<void> {
  await tx.query(SERIALISE, [plantCode]);
}

/** Whether the policy lets the caller do with the hold, as it stands now, what he asks for. */
export async function isPermitted(tx: Tx, id: string, rows: RowFilter): Promise<boolean> {
  const visible = rows({ plantCode: "h.plant_code", state: "h.state", author: "h.placed_by" }, 2);
  const statement = `SELECT 1 AS permitted FROM il.quality_hold h WHERE h.id = $1 AND ${visible.sql}`;
  return (await tx.query(statement, [id, ...visible.values])).length > 0;
}
