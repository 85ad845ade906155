import { type Judgement, judgement, type Result } from "./reading/judgement.js";
import { operationsOf } from "./reading/operations.js";
import { listOf, objectOf, textOf } from "./reading/values.js";

const SECRET_NAME =
  /^(access[_-]?token|api[_-]?key|apikey|auth|authorization|client[_-]?secret|password|passwd|secret|token)$/i;

/** Addresses end in logs, histories and referrers; no credential travels in one. */
export default function noCredentialsInUrl(target: unknown): Judgement {
  const schemes = Object.entries(objectOf(objectOf(objectOf(target)["components"])["securitySchemes"]));
  const operations = operationsOf(target);
  const results = [
    ...schemes.flatMap(([name, scheme]) => judgeScheme(name, scheme)),
    ...operations.flatMap((operation) =>
      operation.parameters
        .filter((parameter) => ["query", "path"].includes(textOf(parameter["in"])))
        .filter((parameter) => SECRET_NAME.test(textOf(parameter["name"])))
        .map((parameter) => ({ message: `${textOf(parameter["name"])} travels in the address`, path: operation.path })),
    ),
    ...listOf(objectOf(target)["servers"]).flatMap((server, index) => judgeServer(server, index)),
  ];
  return judgement(results, schemes.length + operations.length);
}

function judgeScheme(name: string, scheme: unknown): Result[] {
  const { type, in: place } = objectOf(scheme);
  const isInUrl = type === "apiKey" && place === "query";
  const path = ["components", "securitySchemes", name];
  return isInUrl ? [{ message: "an API key in the query is logged by every proxy", path }] : [];
}

function judgeServer(server: unknown, index: number): Result[] {
  const hasUser = /^[a-z]+:\/\/[^/@]+@/i.test(textOf(objectOf(server)["url"]));
  return hasUser ? [{ message: "the address holds credentials", path: ["servers", index, "url"] }] : [];
}
