type Schema = Readonly<Record<string, unknown>>;

const reason: Schema = { type: "string", minLength: 3, maxLength: 1000, description: "Why; kept in the audit." };
const object = (properties: Schema, required: readonly string[]): Schema => ({
  type: "object",
  additionalProperties: false,
  required: [...required],
  properties,
});

export const reasonSchema = object({ reason }, ["reason"]);
export const ownerSchema = object({ owner: { type: "string" }, reason }, ["owner", "reason"]);
export const approvalSchema = object({ contentHash: { type: "string", pattern: "^[0-9a-f]{64}$" }, reason }, [
  "contentHash",
  "reason",
]);
export const plantSchema = object({ plantCode: { type: "string", maxLength: 20 } }, ["plantCode"]);

const change = object({ pointer: { type: "string" }, value: { type: ["string", "null"] } }, ["pointer", "value"]);

/** Body of an edit: JSON pointers into the document with their new values, null to take a member out. */
export const editSchema = object({ changes: { type: "array", minItems: 1, maxItems: 100, items: change }, reason }, [
  "changes",
  "reason",
]);

export const replaySchema = object(
  {
    plantCode: {
      type: "string",
      maxLength: 20,
      description: "Without it: every plant, which needs a grant for all of them.",
    },
    fingerprint: { type: "string", description: "Only the postings of this failure group." },
    destination: { type: "string", description: "Only the postings of this ERP." },
    postingIds: { type: "array", minItems: 1, maxItems: 1000, items: { type: "string" } },
    isCauseMended: { type: "boolean", description: "The cause outside Interlock is mended; false without it." },
    ratePerSecond: { type: "integer", minimum: 1, maximum: 1000, description: "Postings a second; 10 without it." },
    reason,
  },
  ["reason"],
);
