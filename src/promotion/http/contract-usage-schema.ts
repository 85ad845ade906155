import { object, text, time } from "./contract-schemas.js";

/** Empty where the operation has no plant of its own. */
const plantCode = { type: "string", maxLength: 40 };
const count = { type: "integer", minimum: 0 };

const observation = {
  description: "The time the counts are about; absent when nobody counted, which is not the same as no calls.",
  ...object({ since: time, until: time, gapHours: count, lostCalls: count }),
};

const calls = object({
  operation: text,
  clientId: text,
  plantCode,
  calls: count,
  requests: count,
  answers: count,
  isComplete: { type: "boolean", description: "False when some field was not looked at." },
  lastDay: { type: "string", format: "date" },
});

const fields = object({
  operation: text,
  clientId: text,
  plantCode,
  direction: { type: "string", enum: ["request", "response"] },
  field: { type: "string", description: "RFC 6901, `*` for every element." },
  calls: { type: "integer", minimum: 0, description: "Bodies that had it, of those that were looked at." },
});

/** The answer of the usage of a contract. */
export const usageSchema = object(
  {
    contract: text,
    observation,
    calls: { type: "array", items: calls },
    fields: { type: "array", items: fields },
  },
  ["contract", "calls", "fields"],
);
