import type { Finding } from "../../../kernel/finding.js";
import type { EffectiveRecords, MaterialUnits, PlantProfile, StockRow, UnitRegistry } from "../../../plants/public.js";
import type { OrderRelease } from "../../order-release.js";
import type { ComponentClaim } from "./component-claims.js";
import type { ReleaseHold } from "./holds.js";

/** What the checks of one order need, read beforehand: the checks themselves do no I/O. */
export interface ReleaseMasterData {
  /** Undefined when no profile of the plant has been applied. */
  readonly profile: PlantProfile | undefined;
  /** Records in force on the planned start. */
  readonly records: EffectiveRecords;
  /** Keys `id/version` of the order's routing in any version, also those in force later. */
  readonly routingVersions: readonly string[];
  readonly units: UnitRegistry;
  readonly materialUnits: MaterialUnits;
  /** Unrestricted stock of the components' materials. */
  readonly stock: readonly StockRow[];
  /** What validated orders, this one's earlier revisions too, have claimed of the same materials. */
  readonly claims: readonly ComponentClaim[];
  /** Holds in force that keep the order, or what it needs, from being released. */
  readonly holds: readonly ReleaseHold[];
}

/** Master data of an order whose plant is known. */
export interface PlantData extends ReleaseMasterData {
  readonly profile: PlantProfile;
}

/** A check that needs the plant; pure. */
export type PlantCheck = (order: OrderRelease, data: PlantData, now: Date) => Finding[];

/** A check of the document alone; pure. */
export type DocumentCheck = (order: OrderRelease) => Finding[];

/** A finding that refuses the order, unless the plant's policy makes a warning of it. The check's name is added by its runner. */
export function refuse(code: string, pointer: string, message: string, fix: string): Finding {
  return { code, severity: "ERROR", message, pointer, fix };
}

/** A finding that is shown and recorded under every policy. */
export function warn(code: string, pointer: string, message: string, fix: string): Finding {
  return { code, severity: "WARN", message, pointer, fix };
}
