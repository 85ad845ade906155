import { type Judgement, judgement } from "./reading/judgement.js";
import { isWrite, type Operation, operationsOf } from "./reading/operations.js";
import { listOf, objectOf } from "./reading/values.js";

/** No scope that is enough to write is also what reading asks for. */
export default function oauthScopes(target: unknown): Judgement {
  const operations = operationsOf(target);
  const readScopes = new Set(operations.filter((operation) => !isWrite(operation)).flatMap(scopesOf));
  const results = operations.filter(isWrite).flatMap((operation) =>
    scopesOf(operation)
      .filter((scope) => readScopes.has(scope))
      .map((scope) => ({ message: `the scope ${scope} also opens reads`, path: [...operation.path, "security"] })),
  );
  return judgement(results, operations.length);
}

function scopesOf(operation: Operation): string[] {
  return listOf(operation.value["security"]).flatMap((requirement) =>
    Object.values(objectOf(requirement)).flatMap((scopes) => listOf(scopes).map(String)),
  );
}
