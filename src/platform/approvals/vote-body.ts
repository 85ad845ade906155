import { Ajv2020 } from "ajv/dist/2020.js";
import { InterlockError } from "../../kernel/problem.js";
import type { Vote } from "./approval.js";
import { approvalProblems } from "./problems.js";

/** Body of createApprovalVote. */
export const voteSchema = {
  type: "object",
  additionalProperties: false,
  required: ["verdict", "contentHash", "reason"],
  properties: {
    verdict: { enum: ["APPROVE", "REJECT"] },
    contentHash: {
      type: "string",
      pattern: "^[0-9a-f]{64}$",
      description: "SHA-256 of the content that was looked at.",
    },
    reason: { type: "string", minLength: 3, maxLength: 2000 },
  },
};

/** A decision as it is sent. */
export interface VoteBody {
  readonly verdict: Vote["verdict"];
  readonly contentHash: string;
  readonly reason: string;
}

const isVoteBody = new Ajv2020({ allErrors: true }).compile<VoteBody>(voteSchema);

/** @throws InterlockError APPROVAL_INVALID naming each member that is wrong */
export function readVote(body: unknown): VoteBody {
  if (isVoteBody(body)) return body;
  const errors = (isVoteBody.errors ?? []).map(({ instancePath, message = "is wrong" }) => {
    const text = `${instancePath === "" ? "the body" : instancePath.slice(1)} ${message}`;
    return {
      code: approvalProblems.APPROVAL_INVALID.code,
      severity: "ERROR",
      pointer: instancePath,
      message: text,
    } as const;
  });
  const detail = errors.map(({ message }) => message).join("; ");
  throw new InterlockError(approvalProblems.APPROVAL_INVALID, { detail, errors });
}
