import { defineProblems } from "../../../kernel/problem.js";

const masterData = { class: "MASTER_DATA", status: 422, retryable: false } as const;
const contract = { class: "CONTRACT", status: 422, retryable: false } as const;
const business = { class: "BUSINESS", status: 422, retryable: false } as const;

/** Codes that only the release checks give; those the ERP can answer too stand with the connectors. */
export const releaseCheckProblems = defineProblems({
  PLANT_UNKNOWN: { ...masterData, title: "No profile of the plant has been applied" },
  PLANT_INACTIVE: { ...masterData, title: "The plant is not active" },
  PLANT_MISMATCH: { ...masterData, title: "Order, plant profile and plant master data disagree" },
  OUTSIDE_CALENDAR: { ...business, title: "The plant does not work on the planned day" },
  ROUTING_MISSING: { ...masterData, title: "The routing of the order is not known" },
  ROUTING_VERSION_MISMATCH: { ...masterData, title: "The routing's version is not in force on the planned start" },
  BOM_MISSING: { ...masterData, title: "The bill of material of the order is not in force" },
  OPERATION_UNKNOWN: { ...masterData, title: "An operation is named that does not exist" },
  OPERATION_DUPLICATE: { ...contract, title: "The order names an operation twice" },
  OPERATION_SEQUENCE_INVALID: { ...contract, title: "An operation does not follow its predecessor in sequence" },
  OPERATIONS_CYCLIC: { ...contract, title: "Operations wait for each other in a circle" },
  COMPONENT_LINE_DUPLICATE: { ...contract, title: "The order names a component line twice" },
  WORK_CENTER_UNKNOWN: { ...masterData, title: "The plant has no such work centre" },
  WORK_CENTER_UNMAPPED: { ...masterData, title: "The work centre has no active MES resource" },
  WORK_CENTER_INCAPABLE: { ...masterData, title: "The work centre lacks a capability that the operation needs" },
  UOM_UNKNOWN: { ...masterData, title: "The unit of measure is not known" },
  MATERIAL_BLOCKED: { ...masterData, title: "The material is blocked" },
  STOCK_STALE: { ...business, title: "The stock snapshot is older than the plant allows" },
  LOT_REQUIRED: { ...masterData, title: "A lot-tracked material is ordered without lots" },
  BAD_CHECK_DIGIT: { ...contract, title: "A GS1 key has a wrong check digit" },
  MASS_BALANCE: { ...business, title: "The order consumes more mass than it can produce" },
  CHECK_IGNORED: { ...business, title: "The plant's policy switches a check off" },
});
