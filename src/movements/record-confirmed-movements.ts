import type { PostingDocument } from "../connectors/public.js";
import type { UlidFactory } from "../kernel/ulid.js";
import type { AuditIntent, AuditLog } from "../platform/audit/audit-log.js";
import type { Outbox } from "../platform/messaging/outbox.js";
import type { Tx } from "../platform/persistence/unit-of-work.js";
import { movementEvent } from "./apply/movement-event.js";
import { lotNumbersOf, materialNumbersOf } from "./document-columns.js";
import type { MovedLot, Movement, MovementLine, MovementType } from "./movement.js";
import { movementNumberOf } from "./movement-number.js";

/** A confirmation that has been applied, and what it is known by. */
export interface ConfirmedSource {
  readonly confirmationId: string;
  readonly plantCode: string;
  readonly orderNumber: string;
  readonly clientId: string;
  readonly operationId: string;
  readonly documentHash: string;
  readonly correlationId: string;
  readonly traceparent: string;
}

/** What a reversal says anew of the movements it takes back. */
export interface ReversalHeader {
  readonly reasonCode: string;
  /** RFC 3339. */
  readonly occurredAt: string;
  /** Calendar date in the plant's time zone. */
  readonly postingDate: string;
}

interface ReversedRow {
  readonly id: string;
  readonly movementNumber: string;
  readonly reverses: string;
  readonly document: Movement;
}

const INSERT = `
  INSERT INTO il.movement (id, plant_code, movement_number, lane_key, movement_type, order_number, document,
    document_hash, material_numbers, lot_numbers, client_id, operation_id, confirmation_id, posting_kind, state,
    correlation_id, traceparent)
  SELECT id, $1, movement_number, $2, movement_type, $2, document, $3, ${materialNumbersOf("document")},
    ${lotNumbersOf("document")}, $4, $5, $6, movement_type, 'APPLIED', $7, $8
  FROM json_to_recordset($9) AS r(id text, movement_number text, movement_type text, document json)`;

/** $1: confirmation, $2 reversal. The rows that the reversal takes back, each as a movement of its own. */
const REVERSE = `
  INSERT INTO il.movement (id, plant_code, movement_number, lane_key, movement_type, order_number, document,
    document_hash, material_numbers, lot_numbers, client_id, operation_id, confirmation_id, posting_kind, reverses, state,
    correlation_id, traceparent)
  SELECT r.id, m.plant_code, r.movement_number, m.lane_key, m.movement_type, m.order_number,
    (m.document::jsonb - 'postingDate' || $3::jsonb)::json, $4, m.material_numbers, m.lot_numbers, $5, $6, $2,
    m.posting_kind, m.id, 'APPLIED', $7, $8
  FROM il.movement m JOIN json_to_recordset($9) AS r(id text, movement_number text, reverses text) ON r.reverses = m.id
  WHERE m.confirmation_id = $1
  RETURNING id, movement_number AS "movementNumber", reverses, document`;

const OF_CONFIRMATION = `
  SELECT id FROM il.movement WHERE confirmation_id = $1 AND state IN ('APPLIED', 'POSTED') ORDER BY id DESC`;

/** Kinds of postings that move material; the others book amounts and acknowledge orders. */
const MOVED: ReadonlySet<string> = new Set(["ISSUE_TO_ORDER", "RECEIPT_FROM_ORDER", "BYPRODUCT_RECEIPT", "SCRAP"]);

/**
 * Lists what a confirmation consumed and produced as movements of its own. Their postings are those of the confirmation,
 * one of each kind; the caller enqueues them in the same transaction and holds the lock of the order.
 */
export class RecordConfirmedMovements {
  constructor(
    private readonly ids: UlidFactory,
    private readonly outbox: Outbox,
    private readonly audit: AuditLog,
  ) {}

  async record(tx: Tx, source: ConfirmedSource, postings: readonly PostingDocument[]): Promise<void> {
    const rows = postings.filter(({ kind }) => MOVED.has(kind)).map((posting) => this.#row(posting));
    if (rows.length === 0) return;
    const { clientId, confirmationId, correlationId, documentHash, operationId, orderNumber, plantCode, traceparent } =
      source;
    const head = [
      plantCode,
      orderNumber,
      documentHash,
      clientId,
      operationId,
      confirmationId,
      correlationId,
      traceparent,
    ];
    await tx.query(INSERT, [...head, JSON.stringify(rows)]);
    await this.audit.append(
      tx,
      rows.map(({ id, movement_type: movementType }) => recorded(source, id, { movementType })),
    );
    await this.outbox.append(
      tx,
      rows.map(({ document, id, movement_number: movementNumber }) =>
        movementEvent({
          id,
          plantCode,
          movementNumber,
          laneKey: orderNumber,
          document,
          reverses: null,
          confirmationId,
          correlationId,
          traceparent,
        }),
      ),
    );
  }

  /**
   * Lists what the reversal of a confirmation takes back, behind the postings that the caller has enqueued for it.
   * @param source the reversal @param confirmationId what it takes back
   */
  async recordReversal(tx: Tx, source: ConfirmedSource, confirmationId: string, header: ReversalHeader): Promise<void> {
    const taken = await tx.query<{ id: string }>(OF_CONFIRMATION, [confirmationId]);
    const rows = taken.map(({ id: reverses }) => {
      const id = this.ids.next();
      return { id, movement_number: movementNumberOf(id), reverses };
    });
    const { clientId, correlationId, documentHash, operationId, orderNumber, plantCode, traceparent } = source;
    const values = [confirmationId, source.confirmationId, JSON.stringify(header), documentHash, clientId, operationId];
    const stored = await tx.query<ReversedRow>(REVERSE, [...values, correlationId, traceparent, JSON.stringify(rows)]);
    await this.audit.append(
      tx,
      stored.map(({ id, reverses }) => recorded(source, id, { reverses })),
    );
    const head = { plantCode, laneKey: orderNumber, confirmationId: source.confirmationId, correlationId, traceparent };
    await this.outbox.append(
      tx,
      stored.map((row) => movementEvent({ ...head, ...row })),
    );
  }

  #row(posting: PostingDocument): { id: string; movement_number: string; movement_type: string; document: Movement } {
    const id = this.ids.next();
    const document = toMovement(posting);
    return { id, movement_number: movementNumberOf(id), movement_type: document.movementType, document };
  }
}

function recorded(source: ConfirmedSource, id: string, what: Readonly<Record<string, unknown>>): AuditIntent {
  const { confirmationId, correlationId, documentHash, plantCode, traceparent } = source;
  return {
    actor: "worker",
    action: "movement:record",
    resourceType: "inventory-movement",
    resourceId: id,
    plantCode,
    correlationId,
    traceparent,
    contentHash: documentHash,
    after: { state: "APPLIED", confirmationId, ...what },
  };
}

function toMovement(posting: PostingDocument): Movement {
  const { occurredAt, orderNumber, plantCode, postingDate, reasonCode, scrapReasonCode } = posting;
  const reason = reasonCode ?? scrapReasonCode;
  return {
    plantCode,
    movementType: posting.kind as MovementType,
    orderNumber,
    ...(reason === undefined ? {} : { reasonCode: reason }),
    occurredAt,
    postingDate,
    lines: toLines(posting),
  };
}

/** A line for each item: the ERP document has one for every lot. */
function toLines({ items = [], kind, operationNumber }: PostingDocument): MovementLine[] {
  const isIssue = kind === "ISSUE_TO_ORDER" || kind === "SCRAP";
  return items.map((item, index) => {
    const lots: MovedLot[] =
      item.lotNumber === undefined ? [] : [{ lotNumber: item.lotNumber, quantity: item.quantity }];
    const place = item.storageLocationCode;
    return {
      lineNumber: index + 1,
      ...(operationNumber === undefined ? {} : { operationNumber }),
      ...(item.componentLine === undefined ? {} : { componentLine: item.componentLine }),
      materialNumber: item.materialNumber,
      quantity: item.quantity,
      ...(lots.length === 0 ? {} : { lots }),
      ...(place === undefined ? {} : { storageLocation: isIssue ? { from: place } : { to: place } }),
    };
  });
}
