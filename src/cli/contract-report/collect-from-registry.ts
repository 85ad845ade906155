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
  const [, api, version] = /^((?:openapi\/|asyncapi\/)?[^/]+)\/([^/]+)$/.exec(name) ?? [];
  if (api === undefined || version === undefined) {
    throw new CommandError(
      `registry:${name} must be registry:<api>/<version>, such as registry:orders/v1.`,
      EXIT_CODE.usage,
    );
  }
  const gateway = openContractApi(client === undefined ? {} : { client });
  const { digest } = await findVersion(gateway, api, version, "in-force");
  const { body } = await gateway.get<ShownBundle>(`/platform/v1/contracts/${encodeURIComponent(digest)}/bundle`);
  return { entry: body.entry, files: new Map(Object.entries(body.files).map(toText)) };
}

/** Written over several lines, so that the places in a report lead somewhere. */
function toText([file, document]: readonly [string, unknown]): [string, string] {
  return [file, JSON.stringify(document, undefined, 2)];
}
