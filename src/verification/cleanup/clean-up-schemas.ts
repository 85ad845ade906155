import { LIMITS } from "./read-clean-up.js";

type Schema = Readonly<Record<string, unknown>>;

const text: Schema = { type: "string" };
const count: Schema = { type: "integer", minimum: 0 };
const object = (properties: Schema, required: readonly string[] = Object.keys(properties)): Schema => {
  return { type: "object", required: [...required], properties };
};
const listOf = (items: Schema): Schema => ({ type: "array", items });

const limits = {
  versionsPerBranch: {
    type: "integer",
    ...LIMITS.versionsPerBranch,
    description: "Newest versions kept of each branch, of each tag, and of each participant without both.",
  },
  days: { type: "integer", ...LIMITS.days, description: "Days that every version is kept." },
};
const instant: Schema = { type: "string", format: "date-time" };
const isScheduled: Schema = { type: "boolean", description: "Once a day, by a worker." };

export const policySchema = object({ ...limits, isScheduled });

export const storedPolicySchema = object({
  policy: {
    ...object({ ...limits, isScheduled, updatedBy: text, updatedAt: instant, ranAt: { ...instant, nullable: true } }),
    nullable: true,
    description: "null: nothing is ever removed.",
  },
});

export const runRequestSchema = object(
  { ...limits, planHash: { ...text, description: "Of the plan that is applied; without it nothing is removed." } },
  [],
);

const planSchema = object({
  versionCount: count,
  planHash: text,
  versions: listOf(object({ participant: text, number: text, createdAt: instant })),
  participants: listOf(object({ participant: text, count })),
  deliveryCount: count,
});

export const runSchema = object(
  { plan: planSchema, removed: object({ versionCount: count, contentCount: count, deliveryCount: count }) },
  ["plan"],
);
