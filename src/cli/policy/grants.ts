import { readConfigurationWith } from "../../config/configuration.js";
import { type ApiClient, openApiClient } from "../api-client.js";
import type { GrantOptions } from "../commands/policy.js";
import { CommandError, EXIT_CODE, type ExitCode } from "../exit-code.js";
import { notice, printJson, printLine, printTable } from "../output.js";

/** A grant as the management API shows it. */
interface Grant {
  readonly id: string;
  readonly principal: string;
  readonly role: string;
  readonly scope: { readonly kind: string; readonly values: readonly string[] };
  readonly validFrom: string | null;
  readonly validTo: string | null;
  readonly grantedBy: string;
}

interface Conflict {
  readonly person: string;
  readonly one: Grant;
  readonly other: Grant;
  readonly reason: string;
}

const PATH = "/platform/v1/grants";
const open = (): ApiClient => openApiClient(readConfigurationWith({}));

/** Prints every grant the caller may see, page after page. */
export async function listGrants(principal: string | undefined, isJson: boolean): Promise<void> {
  const client = open();
  const grants: Grant[] = [];
  let after: string | undefined;
  do {
    const { body } = await client.get<{ items: Grant[]; nextAfter: string | null }>(PATH, { principal, after });
    grants.push(...body.items);
    after = body.nextAfter ?? undefined;
  } while (after !== undefined);
  if (isJson) return printJson(grants);
  if (grants.length === 0) return notice("There is no grant in force that you may see.");
  printTable([["grant", "principal", "role", "scope", "until", "granted by"], ...grants.map(rowOf)]);
}

/** @throws CommandError when more than one kind of scope is named, ApiProblem when the gateway refuses */
export async function giveGrant(principal: string, role: string, options: GrantOptions): Promise<void> {
  const { reason, from, to } = options;
  const body = { principal, role, scope: scopeOf(options), validFrom: from ?? null, validTo: to ?? null, reason };
  const { body: grant } = await open().post<Grant>(PATH, body);
  if (options.json === true) return printJson(grant);
  printLine(`${grant.id}  ${principal} is ${role} in ${shown(grant.scope)}`);
}

export async function revokeGrant(id: string, reason: string): Promise<void> {
  await open().post(`${PATH}/${encodeURIComponent(id)}:revoke`, { reason });
  notice(`Grant ${id} is revoked; it gives nothing in any process a second from now.`);
}

/** Conflicts are findings: whoever runs this in a pipeline is told by the exit code. */
export async function listConflicts(isJson: boolean): Promise<ExitCode> {
  const { items } = (await open().get<{ items: Conflict[] }>(`${PATH}/conflicts`)).body;
  if (isJson) printJson(items);
  for (const { person, one, other, reason } of isJson ? [] : items) {
    printLine(`${person}: ${one.role} (${one.principal}) and ${other.role} (${other.principal}). ${reason}`);
  }
  if (items.length === 0) notice("No person holds roles that do not go together.");
  return items.length === 0 ? EXIT_CODE.ok : EXIT_CODE.findings;
}

function scopeOf({ plants, sites, contracts }: GrantOptions): Grant["scope"] {
  const named = [
    { kind: "PLANT", list: plants },
    { kind: "SITE", list: sites },
    { kind: "CONTRACT", list: contracts },
  ].filter(({ list }) => list !== undefined);
  if (named.length > 1) throw new CommandError("Name only one of --plants, --sites and --contracts.", EXIT_CODE.usage);
  const [scope] = named;
  if (scope?.list === undefined) return { kind: "ENTERPRISE", values: [] };
  return { kind: scope.kind, values: scope.list.split(",").map((value) => value.trim()) };
}

function rowOf({ id, principal, role, scope, validTo, grantedBy }: Grant): string[] {
  return [id, principal, role, shown(scope), validTo ?? "", grantedBy];
}

const shown = ({ kind, values }: Grant["scope"]): string =>
  kind === "ENTERPRISE" ? "the enterprise" : `${kind.toLowerCase()} ${values.join(", ")}`;
