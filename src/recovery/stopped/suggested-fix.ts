/** Who has to act, and on what, before a replay can succeed. */
export interface SuggestedFix {
  /** Role that can mend the cause; a person is assigned with the group. */
  readonly owner: "erp-key-user" | "master-data" | "integration-operator" | "quality" | "planner";
  readonly fix: string;
}

const FIXES: Readonly<Record<string, SuggestedFix>> = {
  MAPPING_MISSING: {
    owner: "integration-operator",
    fix: "Add the missing mapping to the plant folder, apply it, then replay the group.",
  },
  ADAPTER_FIELD_TOO_LONG: {
    owner: "integration-operator",
    fix: "Map the value to one that fits the ERP's field, apply the plant folder, then replay the group.",
  },
  UOM_NOT_CONVERTIBLE: {
    owner: "master-data",
    fix: "Maintain the conversion of the unit for the material, then replay the group.",
  },
  UOM_UNKNOWN: { owner: "master-data", fix: "Create the unit or map it to one of the ERP, then replay the group." },
  MATERIAL_UNKNOWN: { owner: "master-data", fix: "Create the material in the ERP plant, then replay the group." },
  MATERIAL_BLOCKED: { owner: "master-data", fix: "Lift the block of the material in the ERP, then replay the group." },
  LOT_UNKNOWN: { owner: "master-data", fix: "Create the batch in the ERP or correct the lot by an edit." },
  LOT_REQUIRED: { owner: "master-data", fix: "Add the lot to the document by an edit." },
  STORAGE_LOCATION_MISSING: { owner: "master-data", fix: "Extend the material to the storage location, or edit it." },
  POSTING_PERIOD_CLOSED: {
    owner: "erp-key-user",
    fix: "Open the posting period in the ERP, or move postingDate into the open period by an edit; then replay.",
  },
  MATERIAL_SHORTAGE: { owner: "planner", fix: "Bring the stock in the ERP up to what was consumed, then replay." },
  ORDER_CLOSED: { owner: "planner", fix: "Reopen the order in the ERP and replay, or discard with a second person." },
  ORDER_HELD: { owner: "planner", fix: "Unlock the order in the ERP, then replay." },
  ORDER_NOT_RELEASED: { owner: "planner", fix: "Release the order in the ERP, then replay." },
  ERP_LOCKED: { owner: "erp-key-user", fix: "End the session that locks the object in the ERP, then replay." },
  ERP_CREDENTIALS_REFUSED: {
    owner: "integration-operator",
    fix: "Renew the ERP user's credentials or authorisations, then replay.",
  },
  ERP_UNAVAILABLE: { owner: "integration-operator", fix: "See that the ERP answers, then replay; nothing is lost." },
  ERP_TIMEOUT_UNKNOWN: {
    owner: "integration-operator",
    fix: "Wait: it is looked up in the ERP by its key and repeated only when it is surely not there.",
  },
  REVERSED_POSTING_MISSING: {
    owner: "integration-operator",
    fix: "Replay the posting that is taken back first, or discard both with a second person.",
  },
};

const BY_CLASS: Readonly<Record<string, SuggestedFix>> = {
  MASTER_DATA: { owner: "master-data", fix: "Correct the master data named by the message, then replay the group." },
  BUSINESS: { owner: "erp-key-user", fix: "Remove the ERP's objection, or edit or discard the document." },
  TECHNICAL: { owner: "integration-operator", fix: "See that the ERP answers, then replay the group." },
  CONCURRENCY: { owner: "erp-key-user", fix: "End what locks the object in the ERP, then replay the group." },
};

/** @param code of the error catalogue @param problemClass of the same entry; decides when the code has no own advice */
export function suggestedFix(code: string, problemClass: string): SuggestedFix {
  const fallback: SuggestedFix = {
    owner: "integration-operator",
    fix: "Read the problem of a posting of the group; correct the document by an edit or discard it.",
  };
  return FIXES[code] ?? BY_CLASS[problemClass] ?? fallback;
}
