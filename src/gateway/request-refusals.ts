import type { Finding } from "../kernel/finding.js";
import { InterlockError } from "../kernel/problem.js";
import { httpProblems } from "../platform/http/public.js";
import { securityProblems } from "../platform/security/public.js";
import { definitionOf, gatewayProblems } from "./problems.js";
import type { LifecycleHeaders, VersionLifecycle } from "./lifecycle-headers.js";
import { FINDINGS_MAX } from "./schema-findings.js";

interface RetiredLookup {
  readonly lifecycle: VersionLifecycle;
  readonly headers: LifecycleHeaders;
}

/** Codes that decide the problem even when other findings stand beside them. */
const LEADING_CODES = ["IDEMPOTENCY_KEY_MISSING", "ETAG_REQUIRED"];

/** Path, query and headers are answered with 400, whatever the code, but for codes that have a status of their own. */
export function refuseParameters(findings: readonly Finding[]): InterlockError {
  const leading = LEADING_CODES.find((code) => findings.some((finding) => finding.code === code));
  if (leading !== undefined) return refusal(definitionOf(leading), findings);
  return refusal({ ...definitionOf(commonCode(findings)), status: 400 }, findings);
}

export function refuseBody(findings: readonly Finding[]): InterlockError {
  return refusal(definitionOf(commonCode(findings)), findings);
}

export function missingBody(): InterlockError {
  const message = "The body is missing.";
  return refuseBody([{ code: "SCHEMA_VIOLATION", severity: "ERROR", message, pointer: "", fix: "Send a JSON body." }]);
}

export function unexpectedBody(): InterlockError {
  const message = "The operation takes no body.";
  return refuseBody([{ code: "SCHEMA_VIOLATION", severity: "ERROR", message, pointer: "", fix: "Send none." }]);
}

export function unsupportedMediaType(detail: string): InterlockError {
  return new InterlockError(httpProblems.UNSUPPORTED_MEDIA_TYPE, { detail });
}

export function notAcceptable(): InterlockError {
  return new InterlockError(gatewayProblems.NOT_ACCEPTABLE, {
    detail: "Let the Accept header allow application/json.",
  });
}

export function forbiddenAction(permission: string): InterlockError {
  const detail = `The client needs a grant with the permission ${permission}.`;
  return new InterlockError(securityProblems.FORBIDDEN_ACTION, { detail });
}

export function forbiddenPlant(permission: string, plantCode: string | undefined): InterlockError {
  const place = plantCode === undefined ? "every plant" : `plant ${plantCode}`;
  const detail = `The client needs a grant with the permission ${permission} in ${place}.`;
  return new InterlockError(securityProblems.FORBIDDEN_PLANT, {
    detail,
    ...(plantCode === undefined ? {} : { plantCode }),
  });
}

/** The code all findings share, or the general one. */
function commonCode(findings: readonly Finding[]): string {
  const codes = new Set(findings.map((finding) => finding.code));
  const [code] = codes;
  return codes.size === 1 && code !== undefined ? code : "SCHEMA_VIOLATION";
}

function refusal(definition: InterlockError["definition"], findings: readonly Finding[]): InterlockError {
  const errors = findings.slice(0, FINDINGS_MAX);
  const [first] = errors;
  const more = errors.length > 1 ? ` And ${errors.length - 1} more.` : "";
  return new InterlockError(definition, {
    detail: `${first?.message ?? definition.title}${more}`.slice(0, 2000),
    errors,
  });
}

/** The remedy is the successor, when there is one. */
export function versionRetired({ lifecycle, headers }: RetiredLookup): InterlockError {
  const { successor, sunsetAt } = lifecycle;
  const since = sunsetAt === undefined ? "" : ` since ${sunsetAt.toISOString()}`;
  const remedy = successor === undefined ? "There is no successor; ask the owner of the API." : `Use ${successor}.`;
  return new InterlockError(gatewayProblems.VERSION_RETIRED, {
    detail: `This version is not served any more${since}. ${remedy}`,
    headers,
  });
}
