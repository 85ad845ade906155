import type { Cursor } from "../cursor.js";

/** Methods a path item names directly (OpenAPI 3.2 §4.9); others come as additionalOperations. */
const METHODS: readonly string[] = ["delete", "get", "head", "options", "patch", "post", "put", "query", "trace"];

/** The operations of a path item by upper-case method. */
export function operationsOf(pathItem: Cursor): Map<string, Cursor> {
  const named = METHODS.filter((method) => pathItem.has(method));
  const operations = new Map(named.map((method) => [method.toUpperCase(), pathItem.at(method)]));
  for (const [method, operation] of pathItem.at("additionalOperations").entries()) operations.set(method, operation);
  return operations;
}
