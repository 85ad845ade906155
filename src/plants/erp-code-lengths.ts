/** Codes of an ERP that a plant's profile maps. */
export type MappedErpCode = "lot" | "movementType" | "reason" | "unit";

/** Of SAP, by the ABAP dictionary: Batch, GoodsMovementType, VarianceReasonCode and Unit. */
export const SAP_CODE_LENGTHS = { lot: 10, movementType: 3, reason: 4, unit: 3 } as const;

/**
 * Longest code of each kind by connector, where the ERP bounds it. The connector refuses longer ones when it sends, the
 * check of a plant folder before anything is sent.
 */
export const ERP_CODE_LENGTHS: Readonly<Record<string, Readonly<Partial<Record<MappedErpCode, number>>>>> = {
  "sap-odata": SAP_CODE_LENGTHS,
};
