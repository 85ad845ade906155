import { messagesOf } from "./reading/messages.js";
import { isPureComputation, isWrite, operationsOf } from "./reading/operations.js";
import type { ProjectContract, ProjectJudgement, ProjectResult } from "./reading/project.js";
import { extensionOf, listOf, textOf } from "./reading/values.js";

/**
 * Every operation that changes something names the events it emits, and each is a message of a contract given. Without
 * any event contract there is nothing to look the names up in, and nothing is judged.
 */
export default function projectEventExists(contracts: readonly ProjectContract[]): ProjectJudgement {
  const events = new Set(contracts.flatMap(({ document }) => eventNames(document)));
  if (events.size === 0) return { results: [], judged: 0 };
  const operations = contracts.flatMap(({ document }, contract) =>
    operationsOf(document)
      .filter(isWrite)
      .map((operation) => ({ contract, operation })),
  );
  const results = operations.flatMap(({ contract, operation }): ProjectResult[] => {
    const { emits } = extensionOf(operation.value);
    const path = [...operation.path, "x-interlock", "emits"];
    const unknown = listOf(emits)
      .map(String)
      .filter((event) => !events.has(event));
    if (unknown.length > 0) return [{ contract, path, message: `no event contract has ${unknown.join(", ")}` }];
    if (listOf(emits).length > 0 || isPureComputation(operation)) return [];
    return [{ contract, path: operation.path, message: "the operation changes something and emits nothing" }];
  });
  return { results, judged: operations.length };
}

/** A message answers to its key, to its name, and to its name without prefix and version. */
function eventNames(document: unknown): string[] {
  return messagesOf(document).flatMap(({ key, value }) => {
    const name = textOf(value["name"]);
    return [key, name, name.replace(/^com\.[a-z]+\./, "").replace(/\.v[0-9]+$/, "")];
  });
}
