import { fault, fine, type Judgement } from "./reading/judgement.js";
import { listOf, objectOf, textOf } from "./reading/values.js";

/** info.version is semantic, and its major number is the one in every address. */
export default function versionSemver(target: unknown): Judgement {
  const version = textOf(objectOf(objectOf(target)["info"])["version"]);
  const major = /^(0|[1-9][0-9]*)\.(0|[1-9][0-9]*)\.(0|[1-9][0-9]*)(-[0-9A-Za-z.-]+)?(\+[0-9A-Za-z.-]+)?$/.exec(
    version,
  )?.[1];
  if (major === undefined)
    return fault(`info.version "${version}" is not a semantic version such as 1.4.0`, ["info", "version"]);
  const other = addressMajors(target).find((found) => found !== major);
  return other === undefined
    ? fine
    : fault(`info.version is ${version}, but an address says v${other}`, ["info", "version"]);
}

/** Major numbers in server addresses, paths and channel addresses. */
function addressMajors(target: unknown): string[] {
  const document = objectOf(target);
  const servers = listOf(document["servers"]).map((server) => textOf(objectOf(server)["url"]));
  const channels = Object.values(objectOf(document["channels"])).map((channel) => textOf(objectOf(channel)["address"]));
  return [...servers, ...Object.keys(objectOf(document["paths"])), ...channels].flatMap((address) =>
    [...address.matchAll(/(?:^|[/.])v([0-9]+)(?=[/.]|$)/g)].map((match) => match[1] ?? ""),
  );
}
