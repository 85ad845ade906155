import type { ImpactOf, ReviewImpact, Touch, WitnessedComparison } from "../../governance/public.js";
import { describeImpact, impactOf, type ObservedUsage, type RecordedCalls } from "../../usage/public.js";
import type { ApiClient } from "../api-client.js";
import { ApiProblem } from "../api-problem.js";
import { openContractApi } from "../contract/contract-api.js";
import { readRegistryName } from "./collect-from-registry.js";
import { findVersion } from "./find-version.js";
import { mergeUsers } from "./merge-users.js";

/** The answer of GET /platform/v1/contracts/{digest}/usage. */
interface ShownUsage extends Pick<ObservedUsage, "calls" | "fields"> {
  readonly observation?: {
    readonly since: string;
    readonly until: string;
    readonly gapHours: number;
    readonly lostCalls: number;
  };
}

/**
 * Asks the gateway who uses what the changes of a comparison touch.
 * @param name `<api>/<version>` whose calls were counted
 * @throws CommandError when the registry has no such version or the gateway does not answer
 */
export async function askUsage(
  name: string,
  { changes }: Pick<WitnessedComparison, "changes">,
  client: string | undefined,
): Promise<ImpactOf> {
  const gateway = openContractApi(client === undefined ? {} : { client });
  const { api, version } = readRegistryName("--usage", name);
  const { digest } = await findVersion(gateway, api, version, "newest");
  try {
    const usage = await readUsage(gateway, `/platform/v1/contracts/${encodeURIComponent(digest)}/usage`, changes);
    return (touch) => toReviewImpact(touch, usage);
  } catch (error) {
    if (error instanceof ApiProblem && error.status === 403) return () => NOT_ALLOWED;
    throw error;
  }
}

const NOT_ALLOWED: ReviewImpact = {
  status: "unknown",
  statement: "Who uses it is unknown: this client may not read it; it needs the permission consumer:read.",
  users: [],
};

/** The calls of all operations, and the fields of those whose fields a change touches. */
async function readUsage(gateway: ApiClient, path: string, changes: readonly Touch[]): Promise<ObservedUsage> {
  const { body } = await gateway.get<ShownUsage>(path);
  const operations = touchedOperations(changes, body.calls);
  const calls: RecordedCalls[] = body.calls.filter(({ operation }) => !operations.includes(operation));
  const fields: ObservedUsage["fields"][number][] = [];
  for (const operation of operations) {
    const answer = await gateway.get<ShownUsage>(path, { operation });
    calls.push(...answer.body.calls.filter((own) => own.operation === operation));
    fields.push(...answer.body.fields);
  }
  const { observation } = body;
  if (observation === undefined) return { calls, fields };
  const { since, until } = observation;
  return { observation: { ...observation, since: new Date(since), until: new Date(until) }, calls, fields };
}

function touchedOperations(changes: readonly Touch[], calls: readonly RecordedCalls[]): readonly string[] {
  const called = new Set(calls.map(({ operation }) => operation));
  const touched = changes.flatMap(({ touches }) => touches.filter(({ fieldPaths }) => fieldPaths.length > 0));
  return [...new Set(touched.map(({ operation }) => operation))].filter((operation) => called.has(operation));
}

function toReviewImpact(touch: Touch, usage: ObservedUsage): ReviewImpact {
  const impact = impactOf(touch, usage);
  return { status: impact.verdict, statement: describeImpact(impact), users: mergeUsers(impact.clients) };
}
