import type { LatencyClass } from "../platform/messaging/cloud-event.js";
import type { FindingSeverity } from "../kernel/finding.js";

/** Outcome of a check that the plant may soften; IGNORE does not run it. */
export type CheckPolicy = "ERROR" | "WARN" | "IGNORE";

/** A plant as its folder describes it (contracts/schemas/plant-profile.yaml), templates already merged in. */
export interface PlantProfile {
  readonly plant: string;
  readonly name: string;
  /** Location that several plants share; grants of roles may name it. */
  readonly site?: string;
  readonly companyCode: string;
  /** IANA name; posting dates are calendar dates in it. */
  readonly timeZone: string;
  readonly status: "ACTIVE" | "INACTIVE";
  readonly systems: {
    readonly erp: ErpSystem;
    readonly mes: MesSystem;
  };
  readonly release: {
    readonly checks: Readonly<Record<ReleaseCheckName, CheckPolicy>>;
    /** Older stock snapshots make a STOCK_STALE warning. */
    readonly stockMaxAgeMinutes: number;
    /** Consumed mass may exceed produced mass by at most this factor. */
    readonly massBalanceFactorMax: number;
  };
  readonly tolerances: {
    readonly overPct: number;
    readonly underPct: number;
    readonly clockSkewSeconds: number;
    readonly overTolerance: "WARN" | "BLOCK";
  };
  readonly execution: {
    readonly gapWaitSeconds: number;
    readonly onGap: "ACCEPT_OUT_OF_ORDER" | "PARK";
  };
  /** How holds behave; what is left out follows the defaults of the quality capability. */
  readonly quality?: {
    readonly fourEyesFrom?: "MINOR" | "MAJOR" | "CRITICAL";
    readonly holdPropagationDepth?: number;
    readonly mayHoldsExpire?: boolean;
  };
  /** Which system owns which fields; absent means the preset without overrides. */
  readonly authority?: FieldAuthority;
  /** From which difference on consumption is told; absent means the defaults of the movements capability. */
  readonly variance?: {
    readonly warnPct: number;
    readonly criticalPct: number;
    readonly criticalAbs?: { readonly value: string; readonly unit: string };
    /** What a line that becomes CRITICAL leads to; absent means ALERT alone. */
    readonly onCritical?: readonly CriticalAction[];
  };
  /** The first rule that matches gives the latency class of a posting; none means NRT. */
  readonly classification: readonly ClassificationRule[];
  /** Longest time until a posting is booked, 95 of 100 times; a class that is left out has the default. */
  readonly sla?: Readonly<Partial<Record<LatencyClass, { readonly p95Seconds: number }>>>;
  /** How orders wait for an MES that gives no answer; absent means they do not, and fail after the last attempt. */
  readonly offline?: {
    readonly failuresMax?: number;
    readonly probeSeconds?: number;
    readonly bufferMaxMessages?: number;
    readonly bufferMaxMb?: number;
    readonly bufferMaxHours?: number;
  };
  readonly retry: {
    readonly baseMs: number;
    readonly factor: number;
    readonly maxMs: number;
    readonly maxAgeHours: number;
  };
  readonly mappings: PlantMappings;
  readonly b2mml: B2mmlProfile;
}

/** What is done when the consumption of a component line becomes CRITICAL. */
export type CriticalAction = "ALERT" | "POST_RT" | "HOLD";

/** One rule of setting `classification`. */
export interface ClassificationRule {
  /** Every condition that is there must be true. */
  readonly when: {
    readonly type?: string;
    readonly milestone?: boolean;
    readonly lotTracked?: boolean;
    /** WARN is true for CRITICAL too. */
    readonly variance?: "NONE" | "WARN" | "CRITICAL";
  };
  readonly class: LatencyClass;
  /** BATCH: how long postings of an order are collected into one document. */
  readonly windowMinutes?: number;
}

/** Setting `authority` of a plant. */
export interface FieldAuthority {
  readonly preset: "erp-control-mes-execution";
  readonly overrides?: Readonly<Partial<Record<AuthorityField, OwningSystem>>>;
}

/** Fields that have one owner (domain §5(g), field authority matrix). */
export type AuthorityField =
  | "orderControl"
  | "plannedQuantity"
  | "plannedDates"
  | "execution"
  | "movements"
  | "quality"
  | "stockPhysical"
  | "stockValuation";

export type OwningSystem = "ERP" | "MES" | "QMS" | "WMS";

export type ReleaseCheckName =
  "plantContext" | "routing" | "workCenter" | "uom" | "availability" | "lots" | "massBalance";

export interface ErpSystem {
  /** Name of the system, the `erpSystem` of its orders and the destination of its postings. */
  readonly name: string;
  readonly adapter: string;
  readonly url: string;
  readonly maxParallel: number;
  /** Postings that may begin in a second, over all workers; absent means that only `maxParallel` limits them. */
  readonly maxPerSecond?: number;
  /** Decimals the ERP keeps of a quantity (SAP: 3). */
  readonly quantityScale: number;
  readonly timeoutMs: number;
  /** Foreign code → code of the error catalogue, on top of the adapter's own map. */
  readonly errorMap: Readonly<Record<string, string>>;
  /** What the adapter alone needs (contracts/schemas/connector-options.yaml). */
  readonly options?: object;
}

export interface MesSystem {
  readonly name: string;
  readonly adapter: string;
  readonly url: string;
  readonly timeoutMs: number;
  readonly ackTimeoutSeconds: number;
  readonly dispatchAttemptsMax: number;
  /** What the adapter alone needs (contracts/schemas/connector-options.yaml). */
  readonly options?: object;
}

/** Codes of the plant's systems. Canonical work centres, storage locations and materials are those of the ERP. */
export interface PlantMappings {
  /** Unit of the plant's systems → canonical unit; the first alias of a unit is the one they are sent. */
  readonly unit: Readonly<Record<string, string>>;
  /** Canonical work centre → MES resource. */
  readonly workCenter: Readonly<Record<string, string>>;
  /** Canonical posting kind → movement type of the ERP. */
  readonly movementType: Readonly<Record<string, string>>;
  /** Canonical reason → reason code of the ERP. */
  readonly reason: Readonly<Record<string, string>>;
  /** Canonical lot → batch of the ERP; a lot without an entry is sent as it is. */
  readonly lot: Readonly<Record<string, string>>;
  /** Storage location of the MES → canonical one. */
  readonly storageLocation: Readonly<Record<string, string>>;
  /** Material of the MES → canonical one. */
  readonly material: Readonly<Record<string, string>>;
}

/** How B2MML files of the plant are read where the standard leaves it open. */
export interface B2mmlProfile {
  /** Folder that is watched, or undefined. Relative to the data folder. */
  readonly watchFolder?: string | undefined;
  /** Planned length of an order whose file names no end; ISO 8601. */
  readonly defaultDuration: string;
  readonly orderType: "DISCRETE" | "PROCESS" | "REPETITIVE" | "REWORK";
  /** Process segment id → operation number. */
  readonly segment: Readonly<Record<string, string>>;
  /** Value of the parameter `Center` → work centre code. */
  readonly center: Readonly<Record<string, string>>;
  /** Material number → routing and BOM of its orders. */
  readonly recipe: Readonly<Record<string, { readonly routing: VersionedId; readonly bom: VersionedId }>>;
  /** A handling unit with a wrong check digit refuses the file (ERROR) or is left out and reported (WARN). */
  readonly badCheckDigit: FindingSeverity;
}

interface VersionedId {
  readonly id: string;
  readonly version: string;
}
