// For the specs of movements: plant P100 with its master data, and movements that every check lets pass.
import { join } from "node:path";
import { projectRoot } from "../../../config/project-root.js";
import type { Finding } from "../../../kernel/finding.js";
import type { Quantity } from "../../../kernel/quantity.js";
import {
  EffectiveRecords,
  type MasterDataDocuments,
  type MasterDataType,
  MaterialUnits,
  UnitRegistry,
  createPlantFolderReader,
  masterDataKey,
} from "../../../plants/public.js";
import type { Movement, MovementLine } from "../../movement.js";
import type { MovementOrder } from "../../movement-orders.js";
import type { MovementCheck, MovementContext } from "./movement-context.js";

const folder = createPlantFolderReader().read(join(projectRoot, "examples", "plants", "P100"));

type AnyRecord = {
  readonly [T in MasterDataType]: { readonly type: T; readonly document: MasterDataDocuments[T] };
}[MasterDataType];

const SERIAL_MATERIAL: AnyRecord = {
  type: "material",
  document: { number: "PUMP-1", baseUnit: "C62", serialTracked: true, lotTracked: true },
};

/** The master data of the example plant; records of a spec take the place of those with their key. */
function recordsWith(added: readonly AnyRecord[]): EffectiveRecords {
  const rows = new Map<string, { type: MasterDataType; key: string; document: unknown }>();
  // Every document of the example plant has passed the schema of its type.
  for (const { type, document } of [...(folder.records as AnyRecord[]), SERIAL_MATERIAL, ...added]) {
    const key = keyOf(type, document);
    rows.set(`${type} ${key}`, { type, key, document });
  }
  return new EffectiveRecords([...rows.values()]);
}

function keyOf<T extends MasterDataType>(type: T, document: MasterDataDocuments[T]): string {
  return masterDataKey(type, document);
}

export interface ContextChanges extends Partial<Omit<MovementContext, "records">> {
  readonly records?: readonly AnyRecord[];
}

export function exampleContext({ records: added = [], ...changes }: ContextChanges = {}): MovementContext {
  if (folder.profile === undefined) throw new Error("the example plant P100 has findings");
  const records = recordsWith(added);
  const units = new UnitRegistry([...records.all("unit-of-measure").values()]);
  return {
    profile: structuredClone(folder.profile),
    records,
    units,
    materialUnits: new MaterialUnits(units, records.all("material")),
    order: undefined,
    isReversal: false,
    reversesKey: undefined,
    postingDate: "2026-11-23",
    now: new Date("2026-11-23T12:00:00Z"),
    ...changes,
  };
}

/** 100 kg of FG-4711 in execution, whose line 0010 is RM-100 from RM01. */
export function exampleMovementOrder(changes: Partial<MovementOrder> = {}): MovementOrder {
  const component = {
    componentLine: "0010",
    operationNumber: "0010",
    materialNumber: "RM-100",
    unit: "KGM",
    storageLocationCode: "RM01",
    lotRequired: true,
    issued: "0",
  };
  const product = { unit: "KGM", materialNumber: "FG-4711", lastOperationNumber: "0020" };
  return { state: "RUNNING", ...product, components: [component], ...changes };
}

export const kilograms = (value: string): Quantity => ({ value, unit: "KGM" });

export function exampleLine(changes: Partial<MovementLine> = {}): MovementLine {
  return {
    lineNumber: 1,
    materialNumber: "RM-100",
    quantity: kilograms("2"),
    lots: [{ lotNumber: "LOT-RM-7", quantity: kilograms("2") }],
    storageLocation: { from: "RM01" },
    ...changes,
  };
}

export function exampleMovement(changes: Partial<Movement> = {}): Movement {
  return {
    plantCode: "P100",
    movementType: "SCRAP",
    reasonCode: "S01",
    occurredAt: "2026-11-23T09:00:00Z",
    lines: [exampleLine()],
    ...changes,
  };
}

/** Code and pointer of each finding. */
export const codesOf = (findings: readonly Finding[]): string[] =>
  findings.map(({ code, pointer }) => `${code} ${pointer}`);

/** What a check says of one changed line. */
export function checkLine(check: MovementCheck, line: MovementLine, changes: Partial<Movement> = {}): string[] {
  return codesOf(check(exampleMovement({ lines: [line], ...changes }), exampleContext()));
}
