import type { RequestContext } from "../../gateway/public.js";
import { InterlockError, type ProblemDefinition } from "../../kernel/problem.js";
import { problemOf } from "../../orders/public.js";
import { qualityProblems } from "../../quality/public.js";

const QUALITY: Readonly<Record<string, ProblemDefinition>> = qualityProblems;

/** A refusal of the quality capability, whose words name the remedy already. */
export function refusalOf(
  code: string,
  detail: Readonly<Record<string, unknown>>,
  { plantCode }: Pick<RequestContext, "plantCode">,
): InterlockError {
  const text = detail["text"];
  return new InterlockError(QUALITY[code] ?? problemOf(code), {
    ...(typeof text === "string" ? { detail: text } : {}),
    ...(plantCode === undefined ? {} : { plantCode }),
    ...(code === "IN_FLIGHT" ? { headers: { "Retry-After": "1" } } : {}),
  });
}
