import { Cursor } from "../../breaking/structure/cursor.js";
import { operationsOf } from "../../breaking/structure/openapi/path-operations.js";

/** An operation with everything around it that says something about its requests. */
export interface HttpOperation {
  readonly root: Cursor;
  readonly pathItem: Cursor;
  readonly operation: Cursor;
  readonly template: string;
  readonly method: string;
}

/** What stands for a parameter of a path; every contract takes it as one segment. */
const SEGMENT = "1";

/** The path with its parameters filled in. */
export function concretePath(template: string): string {
  return template.replaceAll(/\{[^{}]*\}/g, SEGMENT);
}

/** The operation that answers a concrete path, literal segments first; undefined when none does. */
export function findOperation(root: Cursor, method: string, path: string): HttpOperation | undefined {
  const matching = places(root).filter(([template]) => matches(template, path));
  const ranked = matching.toSorted(([left], [right]) => variables(left) - variables(right));
  for (const [template, pathItem] of ranked) {
    const operation = operationsOf(pathItem).get(method);
    if (operation !== undefined) return { root, pathItem, operation, template, method };
  }
  return undefined;
}

/** Paths, and webhooks under `webhook:<name>`, which a reader can tell from any path. */
function places(root: Cursor): [string, Cursor][] {
  const webhooks = root.at("webhooks").entries();
  return [
    ...root.at("paths").entries(),
    ...webhooks.map(([name, item]): [string, Cursor] => [`webhook:${name}`, item]),
  ];
}

function matches(template: string, path: string): boolean {
  const parts = template.split(/\{[^{}]*\}/).map((part) => part.replaceAll(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`));
  return new RegExp(`^${parts.join("[^/]+")}$`).test(path);
}

function variables(template: string): number {
  return template.split("{").length;
}
