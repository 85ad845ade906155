import type { PostingLedger, PostingSummary } from "../../delivery/public.js";
import type { UnitOfWork } from "../../platform/persistence/unit-of-work.js";
import type { RowFilter } from "../../platform/security/public.js";
import { ULID_SHAPE, decodeCursor, encodeCursor } from "./cursor.js";
import { CONFIRMATION_JSON } from "./order-representation.js";

/** OperationConfirmation of the contract. */
export interface ConfirmationRepresentation {
  readonly id: string;
  readonly state: string;
  readonly postings: readonly PostingSummary[];
}

interface Row {
  readonly id: string;
  readonly json: Omit<ConfirmationRepresentation, "postings">;
  readonly version: number;
}

/** Where a confirmation has the attributes that the policy asks about. */
const COLUMNS = { plantCode: "c.plant_code", state: "c.state", author: "c.client_id" } as const;

const GET = `
  SELECT c.id, ${CONFIRMATION_JSON} AS json, c.version FROM il.confirmation c
  WHERE plant_code = $1 AND order_number = $2 AND id = $3`;

const list = (visible: string): string => `
  SELECT c.id, ${CONFIRMATION_JSON} AS json, c.version FROM il.confirmation c
  WHERE plant_code = $1 AND order_number = $2 AND ($3::text IS NULL OR id > $3) AND ${visible} ORDER BY id LIMIT $4`;

/** Reads confirmations with the state of their postings. */
export class ReadConfirmations {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly ledger: PostingLedger,
  ) {}

  async get(
    plantCode: string,
    orderNumber: string,
    id: string,
    filter: RowFilter,
  ): Promise<{ confirmation: ConfirmationRepresentation; version: string } | undefined> {
    const visible = filter(COLUMNS, 4);
    const values = [plantCode, orderNumber, id, ...visible.values];
    const rows = await this.unitOfWork.read<Row>(`${GET} AND ${visible.sql}`, values);
    const [confirmation] = await this.#withPostings(rows);
    if (confirmation === undefined) return undefined;
    // The postings are part of what the client sees, so their attempts are part of the version.
    const moves = confirmation.postings.reduce((sum, posting) => sum + posting.attempts + 1, rows[0]?.version ?? 0);
    return { confirmation, version: String(moves) };
  }

  /** @throws InterlockError CURSOR_INVALID */
  async list(
    plantCode: string,
    orderNumber: string,
    limit: number,
    cursor: string | undefined,
    filter: RowFilter,
  ): Promise<{ items: ConfirmationRepresentation[]; nextCursor: string | null }> {
    const [after] = decodeCursor(cursor, [ULID_SHAPE]) ?? [];
    const visible = filter(COLUMNS, 5);
    const values = [plantCode, orderNumber, after ?? null, limit + 1, ...visible.values];
    const rows = await this.unitOfWork.read<Row>(list(visible.sql), values);
    const page = rows.slice(0, limit);
    const last = page.at(-1);
    const nextCursor = rows.length > limit && last !== undefined ? encodeCursor([last.id]) : null;
    return { items: await this.#withPostings(page), nextCursor };
  }

  async #withPostings(rows: readonly Row[]): Promise<ConfirmationRepresentation[]> {
    const bySource = await this.ledger.summariesBySource(rows.map((row) => row.id));
    return rows.map((row) => ({ ...row.json, postings: bySource.get(row.id) ?? [] }));
  }
}
