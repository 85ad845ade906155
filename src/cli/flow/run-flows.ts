import { type ContractOptions, openContractApi } from "../contract/contract-api.js";
import { CommandError, EXIT_CODE } from "../exit-code.js";
import { printJson, printLine, printTable } from "../output.js";
import { type ShownFlow, stepsOf } from "./steps-of-flow.js";

/** Options of `interlock flow list`. */
export type FlowListOptions = ContractOptions & {
  readonly about?: string;
  readonly plant?: string;
  readonly open?: true;
  readonly limit: string;
};

/** Flows of one order that are printed with all their steps. */
const SHOWN_MAX = "50";

/** `interlock flow list` */
export async function listFlows({ about, plant, open, limit, ...options }: FlowListOptions): Promise<void> {
  const query = { about, plantCode: plant, open: open === true ? "true" : undefined, limit };
  const items = await ask(query, options);
  if (options.json === true) return printJson(items);
  if (items.length === 0) return printLine("no flows");
  const rows = items.map((flow) => [flow.submittedAt, flow.kind, placeOf(flow), flow.state, flow.answer]);
  printTable([["ACCEPTED", "REQUEST", "ORDER", "STATE", "IN THE ERP?"], ...rows]);
}

/** `interlock flow show` @throws CommandError when nothing accepted is about it */
export async function showFlows(about: string, options: ContractOptions): Promise<void> {
  const items = await ask({ about, limit: SHOWN_MAX }, options);
  if (items.length === 0) {
    const remedy = "it was never accepted, is older than 400 days, or is in a plant that you may not see";
    throw new CommandError(`Nothing accepted is about ${about}: ${remedy}.`, EXIT_CODE.findings);
  }
  if (options.json === true) return printJson(items);
  for (const flow of items.toReversed()) {
    printLine(`${flow.kind} ${placeOf(flow)}: ${flow.answer}`);
    printLine(`  operation ${flow.id}, correlation ${flow.correlationId}, by ${flow.clientId}`);
    printTable(stepsOf(flow).map(({ at, what, detail }) => [`  ${at ?? "-".padEnd(24)}`, what, detail]));
    printLine("");
  }
}

const placeOf = ({ plantCode, orderNumber }: ShownFlow): string =>
  orderNumber === null ? plantCode : `${plantCode}/${orderNumber}`;

async function ask(
  query: Readonly<Record<string, string | undefined>>,
  options: ContractOptions,
): Promise<readonly ShownFlow[]> {
  return (await openContractApi(options).get<{ items: ShownFlow[] }>("/platform/v1/flows", query)).body.items;
}
