import { Ajv2020, type ValidateFunction } from "ajv/dist/2020.js";
import type { Finding } from "../../../kernel/finding.js";
import { InterlockError } from "../../../kernel/problem.js";
import type { GrantRequest } from "./give-grant.js";
import { grantProblems } from "./problems.js";

const INSTANT =
  "^[0-9]{4}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])T([01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9]([.][0-9]{1,6})?(Z|[+-][0-9]{2}:[0-9]{2})$";
const reason = { type: "string", minLength: 3, maxLength: 500, description: "Why; it is in the audit entry." };
const account = { type: "string", minLength: 1, maxLength: 200 };
const instant = { type: ["string", "null"], pattern: INSTANT };

/** Body of createGrant. */
export const grantSchema = {
  type: "object",
  additionalProperties: false,
  required: ["principal", "role", "scope", "reason"],
  properties: {
    principal: { ...account, description: "Client id of who gets the role." },
    role: { type: "string", maxLength: 40 },
    scope: {
      type: "object",
      additionalProperties: false,
      required: ["kind"],
      properties: {
        kind: { enum: ["ENTERPRISE", "SITE", "PLANT", "CONTRACT"] },
        values: { type: "array", maxItems: 1000, uniqueItems: true, items: { type: "string", maxLength: 80 } },
      },
    },
    validFrom: { ...instant, description: "RFC 3339; at once when left out." },
    validTo: { ...instant, description: "RFC 3339; without end when left out." },
    reason,
  },
};

/** Body of revokeGrant and endIdentityLink. */
export const reasonSchema = {
  type: "object",
  additionalProperties: false,
  required: ["reason"],
  properties: { reason },
};

/** Body of createIdentityLink. */
export const linkSchema = {
  type: "object",
  additionalProperties: false,
  required: ["principal", "other", "kind", "reason"],
  properties: {
    principal: account,
    other: account,
    kind: {
      enum: ["ALIAS", "OWNED_BY", "MEMBER_OF"],
      description:
        "principal is another account of other, is a service that other answers for, or is in the group other.",
    },
    reason,
  },
};

/** A link that is to be declared. */
export interface LinkRequest {
  readonly principal: string;
  readonly other: string;
  readonly kind: "ALIAS" | "OWNED_BY" | "MEMBER_OF";
  readonly reason: string;
}

type GrantBody = Omit<GrantRequest, "scope" | "validFrom" | "validTo"> & {
  readonly scope: { readonly kind: GrantRequest["scope"]["kind"]; readonly values?: readonly string[] };
  readonly validFrom?: string | null;
  readonly validTo?: string | null;
};

const ajv = new Ajv2020({ allErrors: true, allowUnionTypes: true });
const isGrantBody = ajv.compile<GrantBody>(grantSchema);
const isReasonBody = ajv.compile<{ readonly reason: string }>(reasonSchema);
const isLinkBody = ajv.compile<LinkRequest>(linkSchema);

/** @throws InterlockError GRANT_INVALID naming each member that is wrong */
export function readGrantRequest(body: unknown): GrantRequest {
  const { scope, validFrom = null, validTo = null, ...rest } = read(isGrantBody, body);
  return { ...rest, scope: { kind: scope.kind, values: scope.values ?? [] }, validFrom, validTo };
}

/** @throws InterlockError GRANT_INVALID */
export function readReason(body: unknown): string {
  return read(isReasonBody, body).reason;
}

/** @throws InterlockError GRANT_INVALID */
export function readLinkRequest(body: unknown): LinkRequest {
  return read(isLinkBody, body);
}

function read<T>(is: ValidateFunction<T>, body: unknown): T {
  if (is(body)) return body;
  const errors = (is.errors ?? []).map(({ instancePath, message = "is wrong", params }): Finding => {
    const { additionalProperty, allowedValues } = params as Readonly<Record<string, unknown>>;
    const allowed = Array.isArray(allowedValues) ? `: ${allowedValues.join(", ")}` : "";
    const extra = typeof additionalProperty === "string" ? ` (${additionalProperty})` : allowed;
    const text = `${instancePath === "" ? "the body" : instancePath.slice(1)} ${message}${extra}`;
    return { code: grantProblems.GRANT_INVALID.code, severity: "ERROR", pointer: instancePath, message: text };
  });
  throw new InterlockError(grantProblems.GRANT_INVALID, {
    detail: errors.map(({ message }) => message).join("; "),
    errors,
  });
}
