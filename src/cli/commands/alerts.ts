import type { Command } from "commander";
import type { ContractOptions } from "../contract/contract-api.js";
import { printJson, printLine, printTable } from "../output.js";

interface Alert {
  readonly id: string;
  readonly plantCode: string;
  readonly severity: string;
  readonly state: string;
  readonly title: string;
  readonly remedy: string;
  readonly owner: string | null;
  readonly escalationLevel: number;
  readonly raisedAt: string;
  readonly acknowledgedBy: string | null;
}

type ListOptions = ContractOptions & { readonly state?: string; readonly plant?: string; readonly all?: true };

const ROUTE = "/platform/v1/alerts";

/** `interlock alerts list|acknowledge`: what needs somebody. */
export function register(program: Command): void {
  const alerts = program.command("alerts").description("What needs somebody: stopped, unanswered, failed, deviating.");
  const command = (name: string, description: string, example: string): Command =>
    alerts
      .command(name)
      .description(description)
      .option("--client <name>", "instead of INTERLOCK_CLIENT")
      .option("--json", "print the answer as JSON")
      .addHelpText("after", `\nExample:\n  interlock alerts ${example}`);

  command("list", "Alerts that are not over, the newest first.", "list --plant P100")
    .option("--state <state>", "OPEN, ACKNOWLEDGED or RESOLVED")
    .option("--plant <code>", "only this plant")
    .option("--all", "those that are over as well")
    .action(list);
  command(
    "acknowledge <alertId>",
    "Say that you look after an alert; it is escalated no more.",
    "acknowledge 01KAR7… --reason 'finance opens the period at 14:00'",
  )
    .requiredOption("--reason <text>", "what you do about it; it is kept in the audit")
    .action(acknowledge);
}

async function list({ state, plant, all, ...options }: ListOptions): Promise<void> {
  const { openContractApi } = await import("../contract/contract-api.js");
  const query = { state, plantCode: plant, limit: "500" };
  const { items } = (await openContractApi(options).get<{ items: Alert[] }>(ROUTE, query)).body;
  const shown = all === true || state !== undefined ? items : items.filter((item) => item.state !== "RESOLVED");
  if (options.json === true) return printJson(shown);
  if (shown.length === 0) return printLine("no alerts");
  for (const alert of shown) printAlert(alert);
}

async function acknowledge(id: string, options: ContractOptions & { readonly reason: string }): Promise<void> {
  const { openContractApi } = await import("../contract/contract-api.js");
  const route = `${ROUTE}/${encodeURIComponent(id)}:acknowledge`;
  const { body } = await openContractApi(options).post<Alert>(route, { reason: options.reason });
  if (options.json === true) printJson(body);
  else printAlert(body);
}

function printAlert(alert: Alert): void {
  const { id, plantCode, severity, state, title, remedy, owner, escalationLevel, raisedAt, acknowledgedBy } = alert;
  const by = acknowledgedBy === null ? `owner ${owner ?? "nobody"}` : `acknowledged by ${acknowledgedBy}`;
  const level = escalationLevel === 0 ? "" : `, escalated ${escalationLevel} times`;
  printTable([
    ["alert", `${id} in ${plantCode}`],
    ["state", `${severity} ${state} since ${raisedAt}${level}; ${by}`],
    ["what", title],
    ["remedy", remedy],
  ]);
  printLine("");
}
