import { defineProblems } from "../kernel/problem.js";

/** Codes of plant profiles and master data: what the management API answers and what a plant folder is found to lack. */
export const plantProblems = defineProblems({
  NOT_AUTHORITATIVE: {
    class: "GOVERNANCE",
    status: 409,
    retryable: false,
    title: "Another system owns what the request writes.",
  },
  MASTER_DATA_TYPE_UNKNOWN: {
    class: "CONTRACT",
    status: 404,
    retryable: false,
    title: "There is no such type of master data.",
  },
  MASTER_DATA_NOT_FOUND: {
    class: "MASTER_DATA",
    status: 404,
    retryable: false,
    title: "No such master data record is in force.",
  },
  MASTER_DATA_INVALID: {
    class: "CONTRACT",
    status: 422,
    retryable: false,
    title: "The master data record breaks its schema.",
  },
  MASTER_DATA_QUERY_INVALID: {
    class: "CONTRACT",
    status: 400,
    retryable: false,
    title: "A parameter of the master data request cannot be used.",
  },
  MASTER_DATA_KEY_MISMATCH: {
    class: "CONTRACT",
    status: 422,
    retryable: false,
    title: "The key is not the key of the document.",
  },
  MASTER_DATA_DUPLICATE: {
    class: "CONTRACT",
    status: 422,
    retryable: false,
    title: "One request names the same master data record twice.",
  },
  UOM_FIXED: {
    class: "MASTER_DATA",
    status: 422,
    retryable: false,
    title: "The factor of a built-in unit of UNECE Rec 20 cannot be changed.",
  },
  PLANT_NOT_FOUND: {
    class: "MASTER_DATA",
    status: 404,
    retryable: false,
    title: "No profile of this plant has been applied.",
  },
  PLANT_PROFILE_INVALID: {
    class: "CONTRACT",
    status: 422,
    retryable: false,
    title: "The plant profile cannot be applied.",
  },
  PLANT_TEMPLATE_UNKNOWN: {
    class: "CONTRACT",
    status: 422,
    retryable: false,
    title: "The plant extends a template that this version of Interlock does not ship.",
  },
  INSECURE_SYSTEM_URL: {
    class: "CONTRACT",
    status: 422,
    retryable: false,
    title: "A system of the plant would be reached without TLS.",
  },
  PLANT_FOLDER_INVALID: {
    class: "CONTRACT",
    status: 422,
    retryable: false,
    title: "A file of the plant folder cannot be read.",
  },
});
