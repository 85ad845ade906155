import type { Pool } from "pg";
import type { UlidFactory } from "../../kernel/ulid.js";
import { type AcceptRequest, type AcceptResult, AcceptWriter } from "../../platform/accept/public.js";
import type { AuditLog } from "../../platform/audit/audit-log.js";
import { movementNumberOf } from "../movement-number.js";
import type { Movement } from "../movement.js";
import { ACCEPT_MOVEMENTS } from "./accept-movement.statement.js";
import { ACCEPT_REVERSALS } from "./accept-reversal.statement.js";
import { ACCEPT_SNAPSHOTS } from "./accept-snapshot.statement.js";

/** A write of this capability; what it waits for and what the audit says of it follow from its subject. */
export type MovementWrite = Omit<AcceptRequest, "lockKey" | "audited">;

/** Durable accept of what others report about movements and stock. */
export class AcceptMovements {
  readonly #movements: AcceptWriter<typeof ACCEPT_MOVEMENTS.columns>;
  readonly #reversals: AcceptWriter<typeof ACCEPT_REVERSALS.columns>;
  readonly #snapshots: AcceptWriter<typeof ACCEPT_SNAPSHOTS.columns>;

  constructor(pool: Pool, ids: UlidFactory, audit: AuditLog) {
    this.#movements = new AcceptWriter(pool, ids, audit, "accept-movements", ACCEPT_MOVEMENTS);
    this.#reversals = new AcceptWriter(pool, ids, audit, "accept-movement-reversals", ACCEPT_REVERSALS);
    this.#snapshots = new AcceptWriter(pool, ids, audit, "accept-snapshots", ACCEPT_SNAPSHOTS);
  }

  /** @param id id of the new movement, which is also part of its address */
  report(
    write: MovementWrite,
    id: string,
    movement: Pick<Movement, "movementType" | "orderNumber">,
  ): Promise<AcceptResult> {
    const movementNumber = movementNumberOf(id);
    const { movementType, orderNumber } = movement;
    const laneKey = orderNumber ?? movementNumber;
    const audited = { movementNumber, movementType, ...(orderNumber === undefined ? {} : { orderNumber }) };
    return this.#movements.accept({ ...write, lockKey: `${write.plantCode}/${laneKey}`, audited }, id, {
      movement_number: movementNumber,
      lane_key: laneKey,
      movement_type: movementType,
      order_number: orderNumber,
    });
  }

  /**
   * @param id id of the new movement
   * @param reverses the movement that it takes back
   * @param ifMatch version that the caller has seen; undefined takes any
   */
  reverse(write: MovementWrite, id: string, reverses: string, ifMatch: number | undefined): Promise<AcceptResult> {
    return this.#reversals.accept({ ...write, lockKey: reverses, audited: { reverses } }, id, {
      movement_number: movementNumberOf(id),
      reverses,
      if_match: ifMatch,
    });
  }

  /** @param asOf RFC 3339 */
  snapshot(write: MovementWrite, id: string, asOf: string): Promise<AcceptResult> {
    const request = { ...write, lockKey: `${write.plantCode}/stock`, audited: { asOf } };
    return this.#snapshots.accept(request, id, { as_of: asOf });
  }
}
