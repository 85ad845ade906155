import type { ApiClient } from "../api-client.js";
import type { ShownVersion } from "../contract/contract-api.js";
import { CommandError, EXIT_CODE } from "../exit-code.js";

const IN_FORCE = ["promoted", "deprecated"];

/**
 * The version that a name and a version mean: of a major (`v1`) the one that `prefers` or else the newest, of a full
 * version (`1.2.0`) that one. A name without `openapi/` or `asyncapi/` means the API when a stream has the same name.
 * @throws CommandError when the registry has none; the message says what there is
 */
export async function findVersion(
  api: ApiClient,
  name: string,
  version: string,
  prefers: "in-force" | "newest",
): Promise<ShownVersion> {
  const [, kind, plainName = name] = /^(openapi|asyncapi)\/(.+)$/.exec(name) ?? [];
  const { body } = await api.get<{ items: ShownVersion[] }>("/platform/v1/contracts", {
    name: plainName,
    kind,
    limit: 200,
  });
  const hasApi = body.items.some((item) => item.kind === "openapi");
  const items = body.items.filter((item) => kind !== undefined || !hasApi || item.kind === "openapi");
  const known = items.filter((item) => item.major === version || item.version === version);
  const inForce = known.find(({ state }) => IN_FORCE.includes(state));
  const found = prefers === "in-force" ? inForce : known[0];
  if (found !== undefined) return found;
  const states = items.map((item) => `${item.version} (${item.state})`);
  const there =
    states.length === 0 ? "It knows no contract of that name that you may see." : `There are ${states.join(", ")}.`;
  const wanted = prefers === "in-force" && known.length > 0 ? "in force" : "known";
  throw new CommandError(`${name}/${version} is not ${wanted} in the registry. ${there}`, EXIT_CODE.environment);
}
