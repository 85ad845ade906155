import { deploymentChecks } from "../policy/deployment-check.js";

/** Response schemas of the management routes; the controllers' return types are the other half. */
export type Schema = Readonly<Record<string, unknown>>;

export const text: Schema = { type: "string" };
export const flag: Schema = { type: "boolean" };
export const count: Schema = { type: "integer", minimum: 0 };
export const texts: Schema = { type: "array", items: text };

export const object = (properties: Schema, required: readonly string[] = Object.keys(properties)): Schema => {
  return { type: "object", required: [...required], properties };
};
export const listOf = (items: Schema): Schema => object({ items: { type: "array", items } });

const checks: Schema = { type: "array", items: { type: "string", enum: [...deploymentChecks] } };

export const policySchema = object({ participant: text, requiredChecks: checks, isDefault: flag });

export const policyChangeSchema = object({
  requiredChecks: { ...checks, nullable: true, description: "null takes back what was set." },
  reason: text,
});

export const equivalenceSchema = object({ participant: text, number: text, equivalentTo: text });

export const equivalenceChangeSchema = object({ equivalentTo: text, reason: text });

export const groupSchema = object({ environment: text, name: text, plants: texts });

export const groupChangeSchema = object({ plants: texts });

const rolloutPart = object({
  group: { type: "string", nullable: true, description: "null for the whole environment." },
  state: { type: "string", enum: ["NONE", "SOME", "ALL"] },
  plants: texts,
  missing: { ...texts, description: "Plants that run another version, or none." },
});

export const rolloutSchema = object({
  participant: text,
  number: text,
  environment: text,
  parts: { type: "array", items: rolloutPart },
});

export const plantPromotionSchema = object({ participant: text, version: text });

export const plantVerdictSchema = object({
  canPromote: { type: "boolean", nullable: true, description: "null when it is not known, which is no yes." },
  reasons: texts,
  counts: object({ success: count, failed: count, unknown: count, ignored: count }),
});
