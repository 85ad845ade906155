import { type Judgement, judgement, type Result } from "./reading/judgement.js";
import { listOf, objectOf, textOf } from "./reading/values.js";

/** The major version stands once in every address: first, or right after the name of the API. */
export default function pathVersioned(target: unknown): Judgement {
  const document = objectOf(target);
  const servers = listOf(document["servers"]).map((server) => pathOf(textOf(objectOf(server)["url"])));
  const templates = Object.keys(objectOf(document["paths"]));
  const results = templates.flatMap((template): Result[] => {
    const wrong = (servers.length === 0 ? [""] : servers).find((server) => !isVersioned(`${server}${template}`));
    return wrong === undefined ? [] : [{ message: `${wrong}${template} ${problem}`, path: ["paths", template] }];
  });
  return judgement(results, templates.length);
}

const problem = "does not have exactly one version segment /v<major>/, first or after the name of the API";

function isVersioned(address: string): boolean {
  const segments = address.split("/").filter((segment) => segment !== "");
  const versions = segments.filter((segment) => /^v[0-9]+(\.[0-9]+)*$/.test(segment));
  const at = segments.findIndex((segment) => /^v[1-9][0-9]*$/.test(segment));
  return versions.length === 1 && (at === 0 || at === 1);
}

/** The path of a server address, which may be relative. */
function pathOf(url: string): string {
  return url.replace(/^[a-z]+:\/\/[^/]*/i, "").replace(/\/$/, "");
}
