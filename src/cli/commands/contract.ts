import type { Command } from "commander";
import type { ContractOptions, ShownPromotion, ShownStatus, ShownVersion } from "../contract/contract-api.js";

interface ReasonOptions extends ContractOptions {
  readonly reason: string;
}

interface DeprecateOptions extends ReasonOptions {
  readonly sunset: string;
  readonly successor?: string;
}

const ROUTE = "/platform/v1/contracts";

/** One use of each command, without the words they share. */
const EXAMPLES: Readonly<Record<string, string>> = {
  register: "register contracts/openapi/production-order/v1.yaml --client architect",
  bundle: "bundle contracts/openapi/production-order/v1.yaml > production-order.json",
  list: "list --state promoted",
  status: "status 5f2c0e",
  submit: "submit 5f2c0e --client architect",
  approve: "approve 5f2c0e --evidence 91ab77 --reason 'read the report' --client orders-owner",
  reject: "reject 5f2c0e --reason 'superseded'",
  deprecate: "deprecate 5f2c0e --sunset 2027-06-30T00:00:00Z --reason 'v2 is in force'",
  sunset: "sunset 5f2c0e --at 2027-09-30T00:00:00Z --reason 'plant P300 needs longer'",
  retire: "retire 5f2c0e --reason 'nobody calls it any more'",
  suspend: "suspend 5f2c0e --reason 'answers wrong quantities'",
  rollback: "rollback --reason 'errors since the last promotion'",
  promotions: "promotions --json",
};

/** `interlock contract …`: the life of contract versions in the registry. */
export function register(program: Command): void {
  const contract = program
    .command("contract")
    .description("Contract versions: register, judge, approve, take out of force.");
  const command = (name: string, description: string): Command =>
    contract
      .command(name)
      .description(description)
      .option("--client <name>", "instead of INTERLOCK_CLIENT")
      .option("--json", "print the answer as JSON")
      .addHelpText("after", `\nExample:\n  interlock contract ${EXAMPLES[name.split(" ")[0] ?? ""] ?? name}`);
  const reasoned = (name: string, description: string): Command =>
    command(name, description).requiredOption("--reason <text>", "why; it is kept in the audit");

  command(
    "register <file>",
    "Register contracts/<kind>/<name>/vN.yaml as a draft; the same content is one version.",
  ).action(registerFile);
  contract
    .command("bundle <file>")
    .description("Print a contract and every file it refers to as one JSON document, as pactflow publishes it.")
    .addHelpText("after", `\nExample:\n  interlock contract ${EXAMPLES["bundle"] ?? ""}`)
    .action(bundle);
  command("list", "List the versions you may see, the newest first.")
    .option("--state <state>", "only those in this state")
    .option("--name <name>", "only those of this API or stream")
    .action(list);
  command(
    "status <digest>",
    "Show a version, its evidence, and whether it could be promoted now (exit code 1 if not).",
  ).action(status);
  command(
    "submit <digest>",
    "Make a draft a candidate and gather its evidence, or gather it anew (exit code 1 if it does not pass).",
  )
    .option("--consumer-owner <name...>", "who speaks for the consumers; one must approve a change that breaks them")
    .action(submit);
  reasoned("approve <digest>", "Approve the evidence of a candidate; its author cannot.")
    .requiredOption("--evidence <hash>", "the evidence you have read, as `contract status` shows it")
    .action(approve);
  reasoned("reject <digest>", "End the life of a version that is not in force.").action(reasonedPost("reject"));
  reasoned("deprecate <digest>", "Announce the end of a version.")
    .requiredOption("--sunset <time>", "from then on it answers 410; RFC 3339")
    .option("--successor <line>", "such as openapi/production-order/v2")
    .action(deprecate);
  reasoned("sunset <digest>", "Move the announced end of a deprecated version to a later day.")
    .requiredOption("--at <time>", "from then on it answers 410; RFC 3339")
    .action(sunset);
  reasoned("retire <digest>", "Take a version whose sunset has passed out of service.").action(reasonedPost("retire"));
  reasoned("suspend <digest>", "Take a version that does harm out of service at once.").action(reasonedPost("suspend"));
  reasoned("rollback", "Put the whole set of an earlier promotion back into force.")
    .option("--to <promotion>", "its id; without it, the one before the latest")
    .action(rollback);
  command("promotions", "List what was in force since when; the first is in force.").action(promotions);
}

async function registerFile(file: string, options: ContractOptions): Promise<void> {
  const { readSubmission } = await import("../contract/read-submission.js");
  const { body } = await post<{ version: ShownVersion; isNew: boolean }>(options, ROUTE, readSubmission(file));
  const { printJson, printLine } = await import("../output.js");
  if (options.json === true) return printJson(body);
  const { version, isNew } = body;
  printLine(`${version.digest}  ${version.state}${isNew ? "" : `, registered before by ${version.author}`}`);
}

async function bundle(file: string): Promise<void> {
  const { bundleFile } = await import("../contract/bundle-file.js");
  const { printJson } = await import("../output.js");
  printJson(bundleFile(file));
}

async function list(options: ContractOptions & { readonly state?: string; readonly name?: string }): Promise<void> {
  const { state, name } = options;
  const { body } = await get<{ items: ShownVersion[] }>(options, ROUTE, { state, name });
  const { printVersions } = await import("../contract/print-status.js");
  printVersions(body.items, options);
}

async function status(digest: string, options: ContractOptions): Promise<void> {
  const { body } = await get<ShownStatus>(options, `${ROUTE}/${encodeURIComponent(digest)}`, {});
  await show(body, options, body.canPromote);
}

async function submit(digest: string, options: ContractOptions & { readonly consumerOwner?: string[] }): Promise<void> {
  const { consumerOwner } = options;
  const asked = consumerOwner === undefined ? {} : { consumerOwners: consumerOwner };
  const { openContractApi } = await import("../contract/contract-api.js");
  const { GATE_TIMEOUT_MS } = await import("../contract/gate-timeout.js");
  const { runPhase } = await import("../progress.js");
  const { systemClock } = await import("../../kernel/clock.js");
  const route = `${ROUTE}/${encodeURIComponent(digest)}:submit`;
  const { body } = await runPhase(
    "gathering the evidence: rules, comparison with what is served, binding",
    systemClock,
    () => openContractApi(options).post<ShownStatus>(route, asked, { timeoutMs: GATE_TIMEOUT_MS }),
  );
  await show(body, options, body.evaluation?.verdict === "PASSED");
}

/** A gate that is blocked ends with exit code 1; evidence that passes and only waits for people does not. */
async function show(body: ShownStatus, options: ContractOptions, isPassed: boolean): Promise<void> {
  const { printStatus } = await import("../contract/print-status.js");
  const { EXIT_CODE } = await import("../exit-code.js");
  printStatus(body, options);
  if (!isPassed) process.exitCode = EXIT_CODE.findings;
}

async function approve(digest: string, options: ReasonOptions & { readonly evidence: string }): Promise<void> {
  const asked = { evidenceHash: options.evidence, reason: options.reason };
  const route = `${ROUTE}/${encodeURIComponent(digest)}:approve`;
  const { body } = await post<{ version: ShownVersion; approvalCount: number; approvalCountMin: number }>(
    options,
    route,
    asked,
  );
  const { printJson, printLine } = await import("../output.js");
  if (options.json === true) return printJson(body);
  printLine(`${body.approvalCount} of ${body.approvalCountMin} approvals; the version is ${body.version.state}`);
}

async function deprecate(digest: string, options: DeprecateOptions): Promise<void> {
  const { sunset: sunsetAt, successor, reason } = options;
  const asked = { sunsetAt, reason, ...(successor === undefined ? {} : { successor }) };
  await showPromotion(options, `${ROUTE}/${encodeURIComponent(digest)}:deprecate`, asked);
}

async function sunset(digest: string, options: ReasonOptions & { readonly at: string }): Promise<void> {
  const { at: sunsetAt, reason } = options;
  await showPromotion(options, `${ROUTE}/${encodeURIComponent(digest)}:sunset`, { sunsetAt, reason });
}

async function rollback(options: ReasonOptions & { readonly to?: string }): Promise<void> {
  const { to, reason } = options;
  await showPromotion(options, "/platform/v1/promotions:rollback", { reason, ...(to === undefined ? {} : { to }) });
}

function reasonedPost(
  verb: "reject" | "retire" | "suspend",
): (digest: string, options: ReasonOptions) => Promise<void> {
  return async (digest, options) => {
    const route = `${ROUTE}/${encodeURIComponent(digest)}:${verb}`;
    const asked = { reason: options.reason };
    if (verb !== "reject") return await showPromotion(options, route, asked);
    const { body } = await post<ShownVersion>(options, route, asked);
    const { printVersions } = await import("../contract/print-status.js");
    printVersions([body], options);
  };
}

async function showPromotion(options: ContractOptions, route: string, asked: object): Promise<void> {
  const { body } = await post<ShownPromotion>(options, route, asked);
  const { printPromotions } = await import("../contract/print-status.js");
  printPromotions([body], options);
}

async function promotions(options: ContractOptions): Promise<void> {
  const { body } = await get<{ items: ShownPromotion[] }>(options, "/platform/v1/promotions", {});
  const { printPromotions } = await import("../contract/print-status.js");
  printPromotions(body.items, options);
}

async function get<T>(options: ContractOptions, path: string, query: Readonly<Record<string, string | undefined>>) {
  const { openContractApi } = await import("../contract/contract-api.js");
  return await openContractApi(options).get<T>(path, query);
}

async function post<T>(options: ContractOptions, path: string, body: unknown) {
  const { openContractApi } = await import("../contract/contract-api.js");
  return await openContractApi(options).post<T>(path, body);
}
