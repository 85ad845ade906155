import type { WaiverState } from "../waivers/waiver.js";
import { evidenceKinds, object, text, digest, time, reasonText, type Schema } from "./contract-schemas.js";

export const waiverStates = [
  "REQUESTED",
  "IN_FORCE",
  "EXPIRED",
  "REJECTED",
  "REVOKED",
] as const satisfies readonly WaiverState[];

const day: Schema = { type: "string", format: "date", description: "Last day it holds, in UTC." };
const restingVersion = object({ line: text, version: text, digest });

const members: Schema = {
  id: text,
  contract: text,
  major: text,
  evidenceKind: { type: "string", enum: evidenceKinds },
  fingerprint: digest,
  rule: text,
  finding: text,
  isProvenBreaking: { type: "boolean", description: "A witness shows the break; two people approve it." },
  digest,
  owner: text,
  reason: text,
  endsOn: day,
  requestedBy: text,
  requestedAt: time,
  contentHash: digest,
  proposalId: text,
  state: { type: "string", enum: [...waiverStates] },
  approvers: { type: "array", items: text },
  approversNeeded: { type: "integer" },
  inForceBy: { type: "array", items: restingVersion, description: "Versions in force that it let through." },
};

export const waiverSchema = object({ ...members, revokedBy: text, revokeReason: text }, Object.keys(members));

export const waiverRequestSchema = object({
  digest: { type: "string", description: "SHA-256 of the version, or its first 8 or more characters." },
  fingerprint: { ...digest, description: "Of a finding in the latest evidence of the version." },
  owner: { ...text, description: "Account or team that answers for it." },
  reason: reasonText,
  endsOn: day,
});

export const waiverApprovalSchema = object({ contentHash: digest, reason: reasonText });
