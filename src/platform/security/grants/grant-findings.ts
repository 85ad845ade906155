import type { Finding } from "../../../kernel/finding.js";
import { isPlantCode } from "../policy/grants.js";
import type { Policy } from "../policy/policy.js";
import type { GrantRequest } from "./give-grant.js";
import { grantProblems } from "./problems.js";
import type { GrantScope } from "./registered-grant.js";

const PRINCIPAL = /^[A-Za-z0-9][A-Za-z0-9._:@/|-]{0,199}$/;
const SITE_OR_CONTRACT = /^[A-Za-z0-9][A-Za-z0-9._/-]{0,79}$/;
const VALUES_MAX = 1000;

/** What is wrong with a request for a grant, whoever asks. */
export function grantFindingsOf(policy: Policy, request: GrantRequest, now: Date): Finding[] {
  const { principal, role, scope, reason } = request;
  return [
    ...when(!PRINCIPAL.test(principal), "/principal", "principal must be the id of a client, 1 to 200 characters"),
    ...when(reason.trim().length < 3 || reason.length > 500, "/reason", "reason must say why, in 3 to 500 characters"),
    ...roleFindings(policy, role, scope),
    ...scopeFindings(scope),
    ...validityFindings(request, now),
  ];
}

function roleFindings(policy: Policy, id: string, scope: GrantScope): Finding[] {
  const role = policy.roles.get(id);
  if (role === undefined) {
    return [finding("/role", `there is no role ${id.slice(0, 40)}; there are ${[...policy.roles.keys()].join(", ")}`)];
  }
  const isTooWide = role.scope === "plant" && (scope.kind === "ENTERPRISE" || scope.kind === "CONTRACT");
  return when(isTooWide, "/scope/kind", `role ${id} is granted for plants or sites, not for ${scope.kind}`);
}

function scopeFindings({ kind, values }: GrantScope): Finding[] {
  if (kind === "ENTERPRISE")
    return when(values.length > 0, "/scope/values", "a grant of the enterprise lists no values");
  const isRight = kind === "PLANT" ? isPlantCode : (value: string) => SITE_OR_CONTRACT.test(value);
  return [
    ...when(values.length === 0 || values.length > VALUES_MAX, "/scope/values", `list 1 to ${VALUES_MAX} values`),
    ...values.flatMap((value, index) =>
      when(!isRight(value), `/scope/values/${index}`, `this is no ${kind.toLowerCase()}`),
    ),
  ];
}

function validityFindings({ validFrom, validTo }: GrantRequest, now: Date): Finding[] {
  const to = validTo === null ? undefined : Date.parse(validTo);
  if (to === undefined) return [];
  const from = validFrom === null ? now.getTime() : Date.parse(validFrom);
  return [
    ...when(to <= from, "/validTo", "validTo must be later than validFrom"),
    ...when(to <= now.getTime(), "/validTo", "validTo has passed; such a grant would give nothing"),
  ];
}

const when = (isWrong: boolean, pointer: string, message: string): Finding[] =>
  isWrong ? [finding(pointer, message)] : [];

function finding(pointer: string, message: string): Finding {
  return { code: grantProblems.GRANT_INVALID.code, severity: "ERROR", pointer, message };
}
