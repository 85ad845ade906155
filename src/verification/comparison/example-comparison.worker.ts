import { parentPort } from "node:worker_threads";
import { Comparator } from "@pactflow/openapi-pact-comparator";
import type { ComparatorOptions } from "./comparator-types.js";
import { type ComparableContract, ContractReader } from "./contract-document.js";
import type { ExampleMismatch } from "./example-comparison.js";
import type { ExampleOutcome, ExampleTask } from "./example-task.js";
import type { JsonObject } from "./json.js";
import { serverPaths } from "./match-operation.js";

/** Compiled contracts take some megabytes each. */
const COMPARATORS_MAX = 16;

const comparators = new Map<string, Comparator>();

function comparatorFor({ digest, contract }: ExampleTask): Comparator | undefined {
  const known = comparators.get(digest);
  comparators.delete(digest);
  const comparator = known ?? (contract === undefined ? undefined : new Comparator(optionsOf(contract)));
  if (comparator !== undefined) comparators.set(digest, comparator);
  const [oldest] = comparators.keys();
  if (comparators.size > COMPARATORS_MAX && oldest !== undefined) comparators.delete(oldest);
  return comparator;
}

function optionsOf({ format, document }: ComparableContract): ComparatorOptions {
  return format.startsWith("asyncapi") ? { asyncapi: document } : { oas: withServerPaths(document) };
}

/** The comparator takes no notice of `servers`, so each path stands in the copy with and without the server's. */
function withServerPaths(document: ComparableContract["document"]): ComparableContract["document"] {
  const reader = new ContractReader(document);
  const paths = Object.entries(document["paths"] ?? {});
  const placed = serverPaths(reader).flatMap((base) => paths.map(([path, item]) => [base + path, item] as const));
  return { ...document, paths: Object.fromEntries(placed) };
}

async function mismatchesOf(comparator: Comparator, pact: JsonObject): Promise<readonly ExampleMismatch[]> {
  const mismatches: ExampleMismatch[] = [];
  for await (const { type, code, message, mockDetails, specDetails } of comparator.compare(pact)) {
    if (type !== "error") continue;
    const interaction = mockDetails?.interactionDescription ?? "";
    mismatches.push({ code, message, interaction, pointer: pointerOf(specDetails?.location ?? "") });
  }
  return mismatches;
}

/** `[root].paths./orders.post` is how the comparator writes places; what cannot be a pointer stays as it is. */
function pointerOf(location: string): string {
  return location.startsWith("[root]") ? location.slice("[root]".length) : location;
}

async function run(task: ExampleTask): Promise<ExampleOutcome> {
  const { id } = task;
  try {
    const comparator = comparatorFor(task);
    if (comparator === undefined) return { id, isContractWanted: true };
    return { id, mismatches: await mismatchesOf(comparator, task.pact) };
  } catch (error) {
    return { id, fault: error instanceof Error ? error.message.slice(0, 500) : String(error).slice(0, 500) };
  }
}

parentPort?.on("message", (task: ExampleTask) => {
  void run(task).then((outcome) => parentPort?.postMessage(outcome));
});
