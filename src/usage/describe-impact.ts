import type { AffectedClient, Impact } from "./impact-of.js";

/** More clients than this are counted, not named. */
const NAMED_MAX = 8;

/** One sentence for reviewers: who is hurt, how often, in which time; or that nobody was seen, or nobody looked. */
export function describeImpact({ verdict, clients, observation, caveats }: Impact): string {
  const remarks = caveats.length === 0 ? "" : ` (${caveats.join("; ")})`;
  if (verdict === "unknown" || observation === undefined) return `Who uses it is unknown${remarks}.`;
  const since = observation.since.toISOString().slice(0, 10);
  if (verdict === "unused") return `No client used it since ${since}${remarks}.`;
  const named = clients.slice(0, NAMED_MAX).map(describeClient);
  const rest = clients.length > NAMED_MAX ? [`${clients.length - NAMED_MAX} more`] : [];
  return `Used since ${since} by ${[...named, ...rest].join("; ")}${remarks}.`;
}

function describeClient({
  clientId,
  plantCodes,
  operation,
  calls,
  touchingCalls,
  observedCalls,
  lastDay,
}: AffectedClient): string {
  const plants = plantCodes.length === 0 ? "" : ` (plants ${plantCodes.join(", ")})`;
  const share =
    touchingCalls === calls ? countOf(calls) : `${touchingCalls} of ${observedCalls} bodies in ${countOf(calls)}`;
  return `${clientId}${plants}: ${share} of ${operation}, last on ${lastDay}`;
}

const countOf = (calls: number): string => (calls === 1 ? "1 call" : `${calls} calls`);
