import { lineOfParticipant } from "../gate/participant-of-line.js";

/**
 * What the deployment of a participant can be judged by.
 * PACT: every pact was verified. COMPARISON: the provider's document gives what the pacts need.
 * LINT, DIFF: the evidence of the contract version passes. APPROVAL: people approved that evidence, and it is not stale.
 * SELF_VERIFICATION: the provider's own tests against its document passed.
 */
export const deploymentChecks = ["PACT", "COMPARISON", "LINT", "DIFF", "APPROVAL", "SELF_VERIFICATION"] as const;

export type DeploymentCheck = (typeof deploymentChecks)[number];

/** Checks about a contract version, which only APIs have. */
const CONTRACT_CHECKS: readonly DeploymentCheck[] = ["LINT", "DIFF", "APPROVAL"];
const CHECKS_OF_API: readonly DeploymentCheck[] = ["PACT", "COMPARISON", "LINT", "DIFF", "APPROVAL"];

/** An API is judged by its contract as well, everything else by the pacts, until somebody says otherwise. */
export function defaultChecks(participant: string): readonly DeploymentCheck[] {
  return lineOfParticipant(participant) === undefined ? ["PACT"] : CHECKS_OF_API;
}

/** @returns what is wrong with a set of checks, in one sentence, or undefined */
export function faultOfChecks(participant: string, checks: readonly string[]): string | undefined {
  const unknown = checks.filter((check) => !(deploymentChecks as readonly string[]).includes(check));
  if (unknown.length > 0) return `must be of ${deploymentChecks.join(", ")}, not ${unknown.join(", ")}`;
  if (new Set(checks).size < checks.length) return "must name each check once";
  if (!checks.includes("PACT") && !checks.includes("COMPARISON")) {
    return "must contain PACT or COMPARISON; without both nobody asks whether consumers break";
  }
  const contractChecks = CONTRACT_CHECKS.filter((check) => checks.includes(check));
  if (contractChecks.length === 0 || lineOfParticipant(participant) !== undefined) return undefined;
  return `contain ${contractChecks.join(", ")}, which only an API has; its participant is named <api>-v<major>`;
}
