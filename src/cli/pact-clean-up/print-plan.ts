import type { ContractOptions } from "../contract/contract-api.js";
import { notice, printJson, printLine, printTable } from "../output.js";

/** The answer of POST /platform/v1/pact-clean-up/runs. */
export interface ShownRun {
  readonly plan: {
    readonly versionCount: number;
    readonly planHash: string;
    readonly versions: readonly { readonly participant: string; readonly number: string; readonly createdAt: string }[];
    readonly participants: readonly { readonly participant: string; readonly count: number }[];
    readonly deliveryCount: number;
  };
  readonly removed?: { readonly versionCount: number; readonly contentCount: number; readonly deliveryCount: number };
}

/** What would go, and how to make it go. */
export function printPlan({ plan }: ShownRun, { json }: ContractOptions): void {
  if (json === true) return printJson(plan);
  const { versionCount, versions, participants, planHash, deliveryCount } = plan;
  printTable(participants.map(({ participant, count }) => [participant, `${count} versions`]));
  if (versions.length > 0) printLine("");
  printTable(versions.map(({ participant, number, createdAt }) => [participant, number, createdAt.slice(0, 10)]));
  if (versionCount > versions.length) printLine(`… and ${versionCount - versions.length} more`);
  printLine(`${versionCount} versions and the logs of ${deliveryCount} sent webhooks would be removed; nothing was.`);
  printLine(`plan ${planHash}`);
  if (versionCount > 0) notice(`To remove them: interlock pact-clean-up apply ${planHash}`);
}

export function printResult({ plan, removed }: ShownRun, { json }: ContractOptions): void {
  if (json === true) return printJson({ removed, remaining: plan });
  const { versionCount = 0, contentCount = 0, deliveryCount = 0 } = removed ?? {};
  printLine(
    `removed ${versionCount} versions, ${contentCount} contracts that only they had, the logs of ${deliveryCount} webhooks`,
  );
  if (plan.versionCount > 0) {
    printLine(`${plan.versionCount} versions remain, plan ${plan.planHash}`);
    notice(`One request removes a part only; go on with: interlock pact-clean-up apply ${plan.planHash}`);
  }
}
