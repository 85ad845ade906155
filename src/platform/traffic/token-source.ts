import type { Clock } from "../../kernel/clock.js";
import type { UnitOfWork } from "../persistence/unit-of-work.js";
import type { TrafficLimit } from "./traffic-limit.js";

/** A number of requests in one slot of time. */
export interface SlotCount {
  readonly slot: number;
  readonly count: number;
}

/** What was granted of a budget. */
export interface Grant extends SlotCount {
  /** What is left for everybody after this grant. */
  readonly remaining: number;
  /** Milliseconds from the grant to the end of its slot. */
  readonly slotEndsInMs: number;
  /** Milliseconds from the grant until requests that were counted before leave the window. */
  readonly resetInMs: number;
}

/** Where processes get the requests they may admit; the only place that knows what all of them together have got. */
export interface TokenSource {
  /**
   * Grants up to `wanted` requests, never more than all grants of the window leave. Atomic; a grant whose answer is lost
   * counts as used.
   * @param unused what an earlier grant left over; the caller will never use it
   */
  grant(budget: string, limit: TrafficLimit, wanted: number, unused: SlotCount | undefined): Promise<Grant>;
}

const GRANT = `
  SELECT granted, remaining, slot, slot_ends_in_ms, reset_in_ms
  FROM il.grant_traffic($1, $2, $3, $4, $5, $6, $7, coalesce($8, clock_timestamp()))`;

/** Numbers of type bigint arrive as text. */
type GrantRow = Readonly<Record<"granted" | "remaining" | "slot" | "slot_ends_in_ms" | "reset_in_ms", string>>;

/** Grants counted by the database, whose clock cuts the time into slots for every process. */
export class DatabaseTokenSource implements TokenSource {
  constructor(
    private readonly unitOfWork: Pick<UnitOfWork, "read">,
    /** In place of the database's clock, for tests of what happens over minutes and days. */
    private readonly clock?: Clock,
  ) {}

  async grant(budget: string, limit: TrafficLimit, wanted: number, unused: SlotCount | undefined): Promise<Grant> {
    const { countMax, slotMs, slotCount } = limit;
    const at = this.clock?.now() ?? null;
    const values = [budget, wanted, countMax, slotMs, slotCount, unused?.slot ?? 0, unused?.count ?? 0, at];
    const [row] = await this.unitOfWork.read<GrantRow>(GRANT, values);
    if (row === undefined) throw new Error("a grant of traffic has no row");
    return {
      count: Number(row.granted),
      remaining: Number(row.remaining),
      slot: Number(row.slot),
      slotEndsInMs: Number(row.slot_ends_in_ms),
      resetInMs: Number(row.reset_in_ms),
    };
  }
}
