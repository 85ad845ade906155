import type { PostingKind } from "../../connectors/public.js";
import type { PostingLedger, PostingSummary } from "../../delivery/public.js";
import type { UnitOfWork } from "../../platform/persistence/unit-of-work.js";
import type { RowFilter } from "../../platform/security/public.js";
import type { MovementState } from "../states.js";
import type { Movement, MovementType } from "../movement.js";
import { encodeCursor } from "./cursor.js";
import { MOVEMENT_JSON } from "./movement-representation.js";

/** InventoryMovement of the contract. */
export interface MovementRepresentation {
  readonly id: string;
  readonly movementNumber: string;
  readonly movement: Movement;
  readonly state: MovementState;
  readonly posting?: PostingSummary;
}

/** Filters of listMovements; an absent member does not restrict. */
export interface MovementFilter {
  /** Movements that the reader may see. */
  readonly rows: RowFilter;
  readonly plantCodes: readonly string[] | undefined;
  readonly movementTypes: readonly MovementType[] | undefined;
  readonly states: readonly MovementState[] | undefined;
  readonly orderNumber: string | undefined;
  readonly materialNumber: string | undefined;
  readonly lotNumber: string | undefined;
  readonly confirmationId: string | undefined;
  /** Inclusive, RFC 3339. */
  readonly updatedSince: string | undefined;
}

/** Microseconds since 1970 and the id: what lists of movements are sorted by. */
export const MOVEMENT_CURSOR: readonly RegExp[] = [/^[0-9]{1,16}$/, /^[0-9A-HJKMNP-TV-Z]{26}$/];

interface Row {
  readonly json: Omit<MovementRepresentation, "posting">;
  readonly at: string;
  readonly version: number;
  readonly plantCode: string;
  /** Movement, or the confirmation it came with. */
  readonly sourceId: string;
  /** Kind of the posting among those of the source. */
  readonly postingKind: PostingKind;
}

/** Where a movement has the attributes that the policy asks about. */
const COLUMNS = { plantCode: "m.plant_code", state: "m.state", author: "m.client_id" } as const;

const SELECT = `
  SELECT ${MOVEMENT_JSON} AS json, (extract(epoch FROM m.updated_at) * 1000000)::bigint::text AS at, m.version,
    m.plant_code AS "plantCode", coalesce(m.confirmation_id, m.id) AS "sourceId",
    coalesce(m.posting_kind, m.movement_type) AS "postingKind"
  FROM il.movement m`;

const list = (visible: string): string => `${SELECT}
  WHERE ${visible} AND ($1::text[] IS NULL OR m.plant_code = ANY($1))
    AND ($2::text[] IS NULL OR m.movement_type = ANY($2)) AND ($3::text[] IS NULL OR m.state = ANY($3))
    AND ($4::text IS NULL OR m.order_number = $4) AND ($5::text IS NULL OR m.material_numbers @> ARRAY[$5])
    AND ($6::text IS NULL OR m.lot_numbers @> ARRAY[$6]) AND ($7::text IS NULL OR m.confirmation_id = $7)
    AND ($8::timestamptz IS NULL OR m.updated_at >= $8)
    AND ($9::text IS NULL OR (m.updated_at, m.id) > (timestamptz 'epoch' + $9::bigint * interval '1 microsecond', $10))
  ORDER BY m.updated_at, m.id LIMIT $11`;
const LIST_PARAMETERS = 11;

/** Reads movements with the state of their posting. */
export class ReadMovements {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly ledger: PostingLedger,
  ) {}

  /** The movement with its version and plant; undefined when there is none that the reader may see. */
  async get(
    id: string,
    filter: RowFilter,
  ): Promise<{ movement: MovementRepresentation; version: number; plantCode: string } | undefined> {
    const visible = filter(COLUMNS, 2);
    const rows = await this.unitOfWork.read<Row>(`${SELECT} WHERE m.id = $1 AND ${visible.sql}`, [
      id,
      ...visible.values,
    ]);
    const [row] = rows;
    const [movement] = await this.#withPostings(rows);
    if (row === undefined || movement === undefined) return undefined;
    return { movement, version: row.version, plantCode: row.plantCode };
  }

  /** @param after values of MOVEMENT_CURSOR: the last row of the page before */
  async list(
    filter: MovementFilter,
    limit: number,
    after: readonly string[] | undefined,
  ): Promise<{ items: MovementRepresentation[]; nextCursor: string | null }> {
    const visible = filter.rows(COLUMNS, LIST_PARAMETERS + 1);
    const rows = await this.unitOfWork.read<Row>(list(visible.sql), [
      filter.plantCodes ?? null,
      filter.movementTypes ?? null,
      filter.states ?? null,
      filter.orderNumber ?? null,
      filter.materialNumber ?? null,
      filter.lotNumber ?? null,
      filter.confirmationId ?? null,
      filter.updatedSince ?? null,
      after?.[0] ?? null,
      after?.[1] ?? null,
      limit + 1,
      ...visible.values,
    ]);
    const page = rows.slice(0, limit);
    const last = page.at(-1);
    const hasMore = rows.length > limit && last !== undefined;
    return {
      items: await this.#withPostings(page),
      nextCursor: hasMore ? encodeCursor([last.at, last.json.id]) : null,
    };
  }

  async #withPostings(rows: readonly Row[]): Promise<MovementRepresentation[]> {
    const bySource = await this.ledger.summariesBySource(rows.map(({ sourceId }) => sourceId));
    return rows.map(({ json, postingKind, sourceId }) => {
      const posting = bySource.get(sourceId)?.find(({ kind }) => kind === postingKind);
      return posting === undefined ? json : { ...json, posting };
    });
  }
}
