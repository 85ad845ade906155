import type { Finding } from "../../kernel/finding.js";
import { canonicalChecksum } from "../canonical-checksum.js";
import type { DocumentSchemas } from "../document-schemas.js";
import { parseInstant } from "../instant.js";
import { type Fault, checkMeaning } from "./check-meaning.js";
import type { MasterDataDocuments, MasterDataType } from "./documents.js";
import { ALWAYS, type CheckedItem, type MasterDataItem } from "./master-data-item.js";
import { MASTER_DATA_TYPES, isMasterDataType, isPlantOnly, masterDataKey } from "./master-data-keys.js";

/** Where an item stands, for its findings. */
export interface ItemPlace {
  /** File name, or `the body`. */
  readonly source: string;
  readonly pointer: string;
}

/** Checks one item completely. Either `item` is set, or the findings say why not. */
export function checkItem(
  schemas: DocumentSchemas,
  item: MasterDataItem,
  plantCode: string | undefined,
  place: ItemPlace,
): { readonly item?: CheckedItem; readonly findings: readonly Finding[] } {
  if (!isMasterDataType(item.type)) return { findings: [findingOf(unknownType(item.type), place)] };
  const findings = schemas.check(`master-data/${item.type}.yaml`, item.document, place.source, place.pointer);
  if (findings.length > 0) return { findings };
  const document = item.document as MasterDataDocuments[MasterDataType]; // Its schema has just been satisfied.
  const checked = checkedItem(item.type, document, item, plantCode ?? "");
  const faults = [...checkAddress(checked, item), ...checkMeaning(item.type, document, checked.plantCode)];
  return faults.length > 0
    ? { findings: faults.map((fault) => findingOf(fault, place)) }
    : { item: checked, findings: [] };
}

function checkedItem<T extends MasterDataType>(
  type: T,
  document: MasterDataDocuments[T],
  item: MasterDataItem,
  plantCode: string,
): CheckedItem {
  return {
    type,
    key: masterDataKey(type, document),
    plantCode,
    effectiveFrom: effectiveFromOf(item),
    document,
    checksum: canonicalChecksum(document),
  };
}

/** In UTC, since Postgres takes fewer offsets than RFC 3339 allows; what cannot be read is refused by checkAddress. */
function effectiveFromOf({ effectiveFrom }: MasterDataItem): string {
  return effectiveFrom === undefined ? ALWAYS : (parseInstant(effectiveFrom)?.toISOString() ?? effectiveFrom);
}

function checkAddress(checked: CheckedItem, item: MasterDataItem): Fault[] {
  const faults: Fault[] = [];
  const add = (code: string, message: string, fix: string): unknown => faults.push({ code, pointer: "", message, fix });
  if (item.key !== undefined && item.key !== checked.key) {
    add(
      "MASTER_DATA_KEY_MISMATCH",
      `the key is ${item.key}, its document is ${checked.key}.`,
      `Send it as ${checked.key}.`,
    );
  }
  if (checked.plantCode === "" && isPlantOnly(checked.type)) {
    add("MASTER_DATA_INVALID", `a ${checked.type} belongs to a plant.`, "Name the plant as plantCode.");
  }
  if (item.effectiveFrom !== undefined && parseInstant(item.effectiveFrom) === undefined) {
    add("BAD_TIME", `effectiveFrom is ${item.effectiveFrom}.`, "Write an RFC 3339 time such as 2026-01-01T00:00:00Z.");
  }
  if (item.effectiveFrom !== undefined && checked.type === "stock-balance") {
    add("MASTER_DATA_INVALID", "a stock-balance has no effectiveFrom.", "Say asOf in the document instead.");
  }
  return faults;
}

function findingOf(fault: Fault, place: ItemPlace): Finding {
  return {
    code: fault.code,
    severity: "ERROR",
    check: "master-data",
    message: `${place.source}: ${fault.message}`,
    pointer: place.pointer + fault.pointer,
    fix: fault.fix,
  };
}

function unknownType(type: string): Fault {
  return {
    code: "MASTER_DATA_TYPE_UNKNOWN",
    pointer: "",
    message: `there is no master data type ${type}.`,
    fix: `Use one of ${MASTER_DATA_TYPES.join(", ")}.`,
  };
}
