import type { EvidenceKind } from "../evidence/evidence.js";

/** Response schemas of the contract routes; the controller's return types are the other half, and a test compares both. */
export type Schema = Readonly<Record<string, unknown>>;

export const text: Schema = { type: "string" };
export const time: Schema = { type: "string", format: "date-time" };
export const digest: Schema = { type: "string", pattern: "^[0-9a-f]{64}$" };
const states = ["draft", "candidate", "approved", "promoted", "deprecated", "retired", "rejected", "suspended"];

export const object = (properties: Schema, required: readonly string[] = Object.keys(properties)): Schema => {
  return { type: "object", required: [...required], properties };
};

const findingMembers: Schema = {
  code: text,
  severity: { type: "string", enum: ["ERROR", "WARN", "INFO"] },
  check: text,
  message: text,
  pointer: text,
  fix: text,
};
const findingRequired = ["code", "severity", "message", "pointer"];
const finding = object(findingMembers, findingRequired);
const findings = { type: "array", items: finding };

export const versionSchema = object({
  digest,
  kind: { type: "string", enum: ["openapi", "asyncapi"] },
  name: text,
  major: text,
  version: text,
  title: text,
  owner: text,
  domain: text,
  origin: { type: "string", enum: ["BUILT_IN", "SUBMITTED"] },
  author: text,
  state: { type: "string", enum: states },
  registeredAt: time,
  stateChangedAt: time,
});

export const registrationSchema = object({ version: versionSchema, isNew: { type: "boolean" } });

export const evidenceKinds: readonly EvidenceKind[] = ["LINT", "DIFF", "BINDING", "PACT"];

const appliedWaiver = object({ id: text, owner: text, reason: text, endsOn: { type: "string", format: "date" } });

const witness = object({
  kind: { type: "string", enum: ["value", "exchange"] },
  payload: { description: "What one contract accepts and the other refuses." },
  acceptedBy: { type: "string", enum: ["base", "revision"] },
  rejectedBy: { type: "string", enum: ["base", "revision"] },
  pointer: text,
  errors: { type: "array", items: object({ pointer: text, keyword: text, message: text }) },
});

const affectedClient = object({
  clientId: text,
  operation: text,
  plantCodes: { type: "array", items: text },
  calls: { type: "integer" },
  touchingCalls: { type: "integer" },
  observedCalls: { type: "integer" },
  lastDay: text,
});

const impact = object({
  verdict: { type: "string", enum: ["used", "unused", "unknown"] },
  statement: text,
  clients: { type: "array", items: affectedClient },
});

const change = object({
  rule: text,
  view: { type: "string", enum: ["request", "response"] },
  touches: {
    type: "array",
    items: object({ operation: text, fieldPaths: { type: "array", items: text } }),
  },
  fact: object({ change: text }),
});

const evidenceFinding = object(
  {
    ...findingMembers,
    fingerprint: digest,
    certainty: { type: "string", enum: ["proven-breaking", "derived-breaking"] },
    witness,
    witnessGap: text,
    change,
    impact,
    waiver: appliedWaiver,
  },
  findingRequired,
);

const evidenceItem = object(
  {
    kind: { type: "string", enum: evidenceKinds },
    verdict: { type: "string", enum: ["PASSED", "FAILED", "UNDECIDED", "NOT_RUN"] },
    rulesetHash: text,
    inputsHash: {
      ...digest,
      description: "Of what was judged besides the contracts; changes make the evidence stale.",
    },
    risk: { type: "string", enum: ["NON_BREAKING", "BREAKING"] },
    findings: { type: "array", items: evidenceFinding },
    details: { type: "object", description: "What the check tells besides findings; its members depend on the check." },
  },
  ["kind", "verdict", "rulesetHash", "risk", "findings"],
);

const evaluation = object(
  {
    id: text,
    digest,
    evidenceHash: digest,
    verdict: { type: "string", enum: ["PASSED", "BLOCKED"] },
    risk: { type: "string", enum: ["NON_BREAKING", "BREAKING"] },
    servedHash: text,
    rulesetHash: text,
    items: { type: "array", items: evidenceItem },
    evaluatedBy: text,
    evaluatedAt: time,
    proposalId: text,
  },
  [
    "id",
    "digest",
    "evidenceHash",
    "verdict",
    "risk",
    "servedHash",
    "rulesetHash",
    "items",
    "evaluatedBy",
    "evaluatedAt",
  ],
);

const vote = object({
  approver: text,
  verdict: { type: "string", enum: ["APPROVE", "REJECT"] },
  reason: text,
  isConsumerSide: { type: "boolean" },
  at: time,
});

const approval = object({
  id: text,
  state: { type: "string", enum: ["OPEN", "APPROVED", "REJECTED", "VOIDED"] },
  riskClass: text,
  approversNeeded: { type: "integer" },
  votes: { type: "array", items: vote },
});

export const statusSchema = object(
  { version: versionSchema, canPromote: { type: "boolean" }, reasons: findings, evaluation, approval },
  ["version", "canPromote", "reasons"],
);

const servedEntry = object(
  {
    line: text,
    digest,
    version: text,
    state: { type: "string", enum: ["promoted", "deprecated", "retired"] },
    promotionId: text,
    deprecatedAt: time,
    sunsetAt: time,
    successor: text,
  },
  ["line", "digest", "version", "state", "promotionId"],
);

export const promotionSchema = object(
  {
    id: text,
    seq: { type: "integer" },
    action: { type: "string", enum: ["BOOTSTRAP", "PROMOTE", "DEPRECATE", "RETIRE", "SUSPEND", "ROLLBACK"] },
    served: { type: "array", items: servedEntry },
    servedHash: digest,
    evaluationId: text,
    actor: text,
    reason: text,
    correlationId: text,
    promotedAt: time,
  },
  ["id", "seq", "action", "served", "servedHash", "actor", "reason", "correlationId", "promotedAt"],
);

export const approvalOutcomeSchema = object({
  version: versionSchema,
  approvalCount: { type: "integer" },
  approvalCountMin: { type: "integer" },
});

export const listOf = (items: Schema): Schema => object({ items: { type: "array", items } });

export const bundleSchema = object({
  digest,
  entry: text,
  files: { type: "object", additionalProperties: { type: "object" } },
});

export const submissionSchema = object({
  entry: { type: "string", description: "Path of the contract: openapi/<api>/vN.yaml or asyncapi/<stream>/vN.yaml." },
  files: {
    type: "object",
    description: "Text of the contract and of every file it refers to, YAML or JSON, by path.",
    additionalProperties: { type: "string" },
  },
});

export const reasonText: Schema = { type: "string", minLength: 1, maxLength: 1000 };
export const reasonSchema = object({ reason: reasonText });
export const approvalSchema = object({ evidenceHash: digest, reason: reasonText });
export const deprecationSchema = object(
  { sunsetAt: time, successor: { type: "string", description: "openapi/<api>/vN" }, reason: reasonText },
  ["sunsetAt", "reason"],
);
export const sunsetSchema = object({ sunsetAt: time, reason: reasonText });
export const submitSchema = object(
  {
    consumerOwners: {
      type: "array",
      maxItems: 50,
      items: text,
      description: "Who speaks for the consumers; when the change breaks them, one of these must approve.",
    },
  },
  [],
);
export const rollbackSchema = object(
  { to: { type: "string", description: "Id of a promotion." }, reason: reasonText },
  ["reason"],
);
