import { defineProblems, type ProblemDefinition } from "../kernel/problem.js";

/**
 * What foreign systems answer, in the words of the catalogue. `retryable` decides the fate of a refusal: retryable
 * refusals are sent again, the others park their key until a person has mended the cause.
 */
export const connectorProblems = defineProblems({
  ERP_LOCKED: { class: "CONCURRENCY", status: 409, retryable: true, title: "The object is locked in the ERP." },
  ERP_UNAVAILABLE: { class: "TECHNICAL", status: 503, retryable: true, title: "The ERP does not take requests." },
  ERP_TIMEOUT_UNKNOWN: {
    class: "TECHNICAL",
    status: 504,
    retryable: true,
    title: "The ERP got the posting and did not answer; whether it was applied is not known yet.",
  },
  ERP_CREDENTIALS_REFUSED: {
    class: "TECHNICAL",
    status: 502,
    retryable: true,
    title: "The ERP refuses the gateway's credentials.",
  },
  ERP_NOT_AUTHORIZED: {
    class: "AUTH",
    status: 502,
    retryable: false,
    title: "The gateway's user in the ERP may not post this.",
  },
  ERP_REJECTED: { class: "BUSINESS", status: 422, retryable: false, title: "The ERP refused the posting." },
  ERP_ORDER_CLOSED: { class: "BUSINESS", status: 409, retryable: false, title: "The order is closed in the ERP." },
  ERP_ORDER_NOT_RELEASED: {
    class: "BUSINESS",
    status: 409,
    retryable: false,
    title: "The order is not released in the ERP.",
  },
  ERP_ORDER_UNKNOWN: { class: "BUSINESS", status: 422, retryable: false, title: "The ERP does not know the order." },
  POSTING_PERIOD_CLOSED: {
    class: "BUSINESS",
    status: 422,
    retryable: false,
    title: "The posting date lies in a closed period.",
  },
  MATERIAL_SHORTAGE: { class: "BUSINESS", status: 422, retryable: false, title: "The stock is too small." },
  LOT_RESTRICTED: { class: "BUSINESS", status: 422, retryable: false, title: "The lot may not be used." },
  MATERIAL_UNKNOWN: { class: "MASTER_DATA", status: 422, retryable: false, title: "The material is not known." },
  LOT_UNKNOWN: { class: "MASTER_DATA", status: 422, retryable: false, title: "The lot is not known." },
  STORAGE_LOCATION_MISSING: {
    class: "MASTER_DATA",
    status: 422,
    retryable: false,
    title: "The storage location is missing.",
  },
  UOM_NOT_CONVERTIBLE: {
    class: "MASTER_DATA",
    status: 422,
    retryable: false,
    title: "The unit cannot be converted.",
  },
  UOM_ROUNDING_LOSS: {
    class: "MASTER_DATA",
    status: 422,
    retryable: false,
    title: "The quantity cannot be said in the unit without a loss by rounding.",
  },
  MAPPING_MISSING: {
    class: "MASTER_DATA",
    status: 422,
    retryable: false,
    title: "The plant maps no code of the foreign system.",
  },
  MAPPING_INVALID: {
    class: "MASTER_DATA",
    status: 422,
    retryable: false,
    title: "An expression of the plant folder cannot be used.",
  },
  ADAPTER_FIELD_TOO_LONG: {
    class: "MASTER_DATA",
    status: 422,
    retryable: false,
    title: "A value is longer than the foreign system's field.",
  },
  MES_UNAVAILABLE: { class: "TECHNICAL", status: 503, retryable: true, title: "The MES does not take requests." },
  MES_REFUSED: { class: "BUSINESS", status: 422, retryable: false, title: "The MES refused the order." },
  CONNECTOR_UNKNOWN: {
    class: "MASTER_DATA",
    status: 422,
    retryable: false,
    title: "The plant names an adapter that does not exist.",
  },
});

const byCode: ReadonlyMap<string, ProblemDefinition> = new Map(Object.entries(connectorProblems));

/** The catalogue entry of a connector's error; a code that a plant's error map invented counts as ERP_REJECTED. */
export function connectorProblem(code: string): ProblemDefinition {
  return byCode.get(code) ?? connectorProblems.ERP_REJECTED;
}
