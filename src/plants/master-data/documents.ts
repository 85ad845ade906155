import type { Quantity } from "../../kernel/quantity.js";
import type { Dimension } from "../units/rec20-units.js";

/** Documents of contracts/schemas/master-data, one interface per type; the schemas say what each member means. */
export interface PlantRecord {
  readonly plantCode: string;
  readonly companyCode: string;
  readonly erpSystem: string;
  readonly status: "ACTIVE" | "INACTIVE";
  readonly calendar?: PlantCalendar;
}

export interface PlantCalendar {
  readonly workingDays: readonly Weekday[];
  /** Calendar dates in the plant's time zone. */
  readonly holidays?: readonly string[];
}

export type Weekday = "MONDAY" | "TUESDAY" | "WEDNESDAY" | "THURSDAY" | "FRIDAY" | "SATURDAY" | "SUNDAY";

export interface Material {
  readonly number: string;
  readonly description?: string;
  readonly baseUnit: string;
  /** One `unit` is num/den base units. */
  readonly altUnits?: readonly { readonly unit: string; readonly num: number; readonly den: number }[];
  readonly gtin?: string;
  readonly lotTracked?: boolean;
  readonly serialTracked?: boolean;
  readonly shelfLifeDays?: number;
  readonly hazardWarnings?: readonly string[];
  readonly status?: "ACTIVE" | "BLOCKED";
}

export interface UnitOfMeasure {
  readonly code: string;
  readonly name?: string;
  readonly dimension: Dimension;
  readonly num: number;
  readonly den: number;
}

export interface WorkCenter {
  readonly code: string;
  readonly name?: string;
  readonly active: boolean;
  readonly capabilities?: readonly string[];
}

export interface Routing {
  readonly id: string;
  readonly version: string;
  readonly materialNumbers?: readonly string[];
  readonly status?: "ACTIVE" | "OBSOLETE";
  readonly operations: readonly RoutingOperation[];
}

export interface RoutingOperation {
  readonly operationNumber: string;
  readonly name?: string;
  readonly workCenterCode?: string;
}

export interface BillOfMaterial {
  readonly id: string;
  readonly version: string;
  readonly materialNumber: string;
  readonly status?: "ACTIVE" | "OBSOLETE";
  readonly items: readonly {
    readonly componentLine: string;
    readonly materialNumber: string;
    readonly operationNumber?: string;
  }[];
}

export type StockStatus = "UNRESTRICTED" | "QUALITY" | "BLOCKED" | "WIP";

export interface StockBalance {
  readonly materialNumber: string;
  readonly storageLocationCode?: string;
  readonly lotNumber?: string;
  readonly handlingUnit?: string;
  readonly stockStatus: StockStatus;
  readonly quantity: Quantity;
  readonly asOf: string;
}

export interface ReasonCode {
  readonly code: string;
  readonly use: "SCRAP" | "PAUSE" | "REWORK" | "REFUSAL" | "HOLD";
  readonly text?: string;
}

export interface PostingPeriod {
  readonly companyCode: string;
  /** YYYY-MM in the plant's time zone. */
  readonly period: string;
  readonly open: boolean;
}

export interface Lot {
  readonly materialNumber: string;
  readonly lotNumber: string;
  readonly disposition: "PLANNED" | "IN_PROCESS" | "RESTRICTED" | "UNRESTRICTED" | "CLOSED";
  readonly expiresAt?: string;
}

/** The document of each type. */
export interface MasterDataDocuments {
  readonly plant: PlantRecord;
  readonly material: Material;
  readonly "unit-of-measure": UnitOfMeasure;
  readonly "work-center": WorkCenter;
  readonly routing: Routing;
  readonly bom: BillOfMaterial;
  readonly "stock-balance": StockBalance;
  readonly "reason-code": ReasonCode;
  readonly "posting-period": PostingPeriod;
  readonly lot: Lot;
}

export type MasterDataType = keyof MasterDataDocuments;
