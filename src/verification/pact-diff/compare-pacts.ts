import { canonicalJson, isObject, type JsonObject } from "../content/canonical-json.js";

const LINES_MAX = 2_000;
const TEXT_MAX = 500;

/** Lines of what changed from one pact to another: `-` was, `+` is, one interaction after the other. */
export function comparePacts(before: JsonObject, after: JsonObject): readonly string[] {
  const [old, fresh] = [interactionsOf(before), interactionsOf(after)];
  const lines: string[] = [];
  for (const [key, interaction] of old) {
    const other = fresh.get(key);
    if (other === undefined) lines.push(`- interaction: ${key}`);
    else if (canonicalJson(other) !== canonicalJson(interaction)) {
      lines.push(`  interaction: ${key}`, ...changes("", interaction, other).map((line) => `    ${line}`));
    }
  }
  for (const key of fresh.keys()) if (!old.has(key)) lines.push(`+ interaction: ${key}`);
  lines.push(...changes("metadata.pactSpecification", specOf(before), specOf(after)));
  if (lines.length <= LINES_MAX) return lines;
  return [...lines.slice(0, LINES_MAX), `… and ${lines.length - LINES_MAX} more lines`];
}

/** By description and provider states, which is how Pact tells interactions apart. */
function interactionsOf(document: JsonObject): ReadonlyMap<string, JsonObject> {
  const lists = [document["interactions"], document["messages"]].filter((list) => Array.isArray(list));
  const named = lists
    .flat()
    .filter(isObject)
    .map((each): [string, JsonObject] => [keyOf(each), each]);
  return new Map(named);
}

function keyOf({ description, providerState, providerStates }: JsonObject): string {
  const given = providerStates ?? providerState;
  const states = given === undefined || given === null ? "" : ` (given ${canonicalJson(given)})`;
  return `${typeof description === "string" ? description : "without a description"}${states}`;
}

function specOf({ metadata }: JsonObject): unknown {
  return isObject(metadata) ? (metadata["pactSpecification"] ?? metadata["pact-specification"]) : undefined;
}

/** Members and items that differ, by their path. */
function changes(path: string, before: unknown, after: unknown): readonly string[] {
  if (before === after) return [];
  if (before !== undefined && after !== undefined && canonicalJson(before) === canonicalJson(after)) return [];
  if (isObject(before) && isObject(after)) {
    const names = [...new Set([...Object.keys(before), ...Object.keys(after)])];
    return names.flatMap((name) => changes(path === "" ? name : `${path}.${name}`, before[name], after[name]));
  }
  if (Array.isArray(before) && Array.isArray(after)) {
    const length = Math.max(before.length, after.length);
    return Array.from({ length }, (_, index) => changes(`${path}[${index}]`, before[index], after[index])).flat();
  }
  return [
    ...(before === undefined ? [] : [`- ${path}: ${shown(before)}`]),
    ...(after === undefined ? [] : [`+ ${path}: ${shown(after)}`]),
  ];
}

function shown(value: unknown): string {
  const text = JSON.stringify(value);
  return text.length <= TEXT_MAX ? text : `${text.slice(0, TEXT_MAX)}…`;
}
