import type { Finding } from "../../../kernel/finding.js";
import type { EffectiveRecords, MaterialUnits, PlantProfile, UnitRegistry } from "../../../plants/public.js";
import type { Movement } from "../../movement.js";
import type { MovementOrder } from "../../movement-orders.js";

/** Everything a movement is checked against. */
export interface MovementContext {
  readonly profile: PlantProfile;
  /** Materials, lots, reason codes, posting periods and the plant, as they are in force now. */
  readonly records: EffectiveRecords;
  readonly units: UnitRegistry;
  readonly materialUnits: MaterialUnits;
  /** Undefined for a movement without an order. */
  readonly order: MovementOrder | undefined;
  /** True when the movement takes an earlier one back: its lines were checked then. */
  readonly isReversal: boolean;
  /** External key of the posting that a reversal takes back; undefined when there is none that could be. */
  readonly reversesKey: string | undefined;
  /** Calendar date the ERP books under, YYYY-MM-DD. */
  readonly postingDate: string;
  readonly now: Date;
}

/** One check; all checks run and all findings are collected. */
export type MovementCheck = (movement: Movement, context: MovementContext) => Finding[];

/** A finding that parks the movement. */
export function refuse(code: string, pointer: string, message: string, fix: string): Finding {
  return { code, severity: "ERROR", check: "movement", message, pointer, fix };
}

/** A finding that is shown. */
export function warn(code: string, pointer: string, message: string, fix: string): Finding {
  return { code, severity: "WARN", check: "movement", message, pointer, fix };
}
