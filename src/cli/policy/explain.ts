import { readConfigurationWith } from "../../config/configuration.js";
import {
  type Explanation,
  explainDecision,
  type ObjectAttributes,
  PolicyAuthorizer,
} from "../../platform/security/public.js";
import { openApiClient } from "../api-client.js";
import { CommandError, EXIT_CODE } from "../exit-code.js";
import { printJson, printLine } from "../output.js";
import { readShippedPolicy } from "./read-shipped-policy.js";

export interface ExplainOptions {
  readonly principal?: string;
  readonly role?: string;
  readonly plants?: string;
  readonly on?: readonly string[];
  readonly json?: true;
}

const ATTRIBUTES = ["plantCode", "contract", "state", "author", "messages"];

/** @throws CommandError when it is not clear who is asked about */
export async function explain(permission: string, options: ExplainOptions): Promise<void> {
  const { principal, role } = options;
  if ((principal === undefined) === (role === undefined)) {
    throw new CommandError("Name either --principal, a client, or --role, a role of the files.", EXIT_CODE.usage);
  }
  const attributes = readAttributes(options.on ?? []);
  const explanation =
    principal === undefined
      ? explainRole(permission, role ?? "", options.plants, attributes)
      : await askGateway(permission, principal, attributes);
  if (options.json === true) return printJson(explanation);
  printLine(`${explanation.decision}  ${permission}: ${explanation.reason}`);
  for (const { effect, source, verdict, because } of explanation.rules) {
    printLine(`  ${verdict.padEnd(7)}  ${effect === "ALLOW" ? "allows" : "forbids"}  ${source}`);
    for (const line of because) printLine(`           ${line}`);
  }
}

function explainRole(
  permission: string,
  role: string,
  plants: string | undefined,
  attributes: ObjectAttributes,
): Explanation {
  const policy = readShippedPolicy();
  if (!policy.roles.has(role)) {
    const known = [...policy.roles.keys()].join(", ");
    throw new CommandError(`There is no role ${role}; there are ${known}.`, EXIT_CODE.usage);
  }
  const grants = [{ role, plants: plants === undefined ? ("*" as const) : plants.split(",") }];
  const principal = { clientId: "the holder", kind: "HUMAN", grants } as const;
  return explainDecision(new PolicyAuthorizer(policy), principal, permission, attributes);
}

async function askGateway(permission: string, principal: string, attributes: ObjectAttributes): Promise<Explanation> {
  const query = Object.fromEntries(Object.entries(attributes).map(([name, value]) => [name, String(value)]));
  const client = openApiClient(readConfigurationWith({}));
  return (await client.get<Explanation>("/platform/v1/policy/explanation", { ...query, principal, permission })).body;
}

function readAttributes(pairs: readonly string[]): ObjectAttributes {
  const entries = pairs.map((pair): [string, string | number] => {
    const at = pair.indexOf("=");
    const name = pair.slice(0, Math.max(0, at));
    const value = pair.slice(at + 1);
    if (!ATTRIBUTES.includes(name)) {
      throw new CommandError(
        `--on ${pair} must be one of ${ATTRIBUTES.join(", ")} with = and a value.`,
        EXIT_CODE.usage,
      );
    }
    if (name !== "messages") return [name, value];
    if (/^[0-9]{1,15}$/.test(value)) return [name, Number(value)];
    throw new CommandError(`--on ${pair} must be a whole number.`, EXIT_CODE.usage);
  });
  return Object.fromEntries(entries);
}
