import type { ContractSource } from "../../governance/public.js";
import { openContractApi } from "../contract/contract-api.js";
import { CommandError, EXIT_CODE } from "../exit-code.js";
import { findVersion } from "./find-version.js";

interface ShownBundle {
  readonly entry: string;
  /** The documents as JSON; their layout is not kept. */
  readonly files: Readonly<Record<string, unknown>>;
}

/**
 * The files of a version that is in force at the gateway.
 * @param name `<api>/<version>`, with `openapi/` or `asyncapi/` before it where both have the name, where the version is a major (`v1`) or a full one (`1.2.0`)
 * @throws CommandError when the registry has no such version or does not answer
 */
export async function collectFromRegistry(name: string, client: string | undefined): Promise<ContractSource> {
  const { api, version } = readRegistryName("registry:", name);
  const gateway = openContractApi(client === undefined ? {} : { client });
  const { digest } = await findVersion(gateway, api, version, "in-force");
  const { body } = await gateway.get<ShownBundle>(`/platform/v1/contracts/${encodeURIComponent(digest)}/bundle`);
  return { entry: body.entry, files: new Map(Object.entries(body.files).map(toText)) };
}

/**
 * The parts of `<api>/<version>`.
 * @param where what the name was given to, for the message
 * @throws CommandError for anything else
 */
export function readRegistryName(where: string, name: string): { readonly api: string; readonly version: string } {
  const [, api, version] = /^((?:openapi\/|asyncapi\/)?[^/]+)\/([^/]+)$/.exec(name) ?? [];
  if (api !== undefined && version !== undefined) return { api, version };
  const [given, form] = where.endsWith(":")
    ? [`${where}${name}`, `${where}<api>/<version>`]
    : [`${where} ${name}`, "<api>/<version>"];
  const example = form.replace("<api>/<version>", "orders/v1");
  throw new CommandError(`${given} must be ${form}, such as ${example}.`, EXIT_CODE.usage);
}

/** Written over several lines, so that the places in a report lead somewhere. */
function toText([file, document]: readonly [string, unknown]): [string, string] {
  return [file, JSON.stringify(document, undefined, 2)];
}
