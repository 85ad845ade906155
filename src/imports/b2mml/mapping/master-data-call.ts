import { masterDataKey, type MasterDataDocuments } from "../../../plants/public.js";
import type { GovernedCall } from "./governed-documents.js";

type ImportedType = "lot" | "material" | "stock-balance";

/** Upsert of one master data record of a plant. */
export function masterDataCall<T extends ImportedType>(
  type: T,
  document: MasterDataDocuments[T],
  plant: string,
): GovernedCall {
  const key = masterDataKey(type, document);
  return {
    operation: "upsertMasterData",
    resource: `${type} ${key} of plant ${plant}`,
    method: "PUT",
    path: `/platform/v1/master-data/${type}/${encodeURIComponent(key)}?plantCode=${encodeURIComponent(plant)}`,
    body: document,
    // A balance is a whole statement; of a lot or a material the file knows only some members.
    keepsOtherMembers: type !== "stock-balance",
  };
}
