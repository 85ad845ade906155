import { isJsonObject } from "./json.js";
import type { MatchingRules } from "./matching-rules.js";

/** What of a value is used: the members that are named, the elements of a list as one. */
export interface UsedValue {
  /** The example stands for other values too, so that a narrower contract may refuse what is really sent. */
  isVariable: boolean;
  readonly members: Map<string, UsedValue>;
  items: UsedValue | undefined;
}

/** Everything the example shows and everything the rules name. */
export function usedValueOf(example: unknown, rules: MatchingRules): UsedValue {
  const used = emptyValue();
  addExample(used, example, [], rules);
  for (const path of rules.paths) addPath(used, path);
  return used;
}

/** Paths such as `$.items[*].documentNumber`, sorted; `$` is the value itself. */
export function pathsOf(used: UsedValue, path = "$"): readonly string[] {
  const members = [...used.members].flatMap(([name, member]) => pathsOf(member, `${path}.${name}`));
  const items = used.items === undefined ? [] : pathsOf(used.items, `${path}[*]`);
  return [path, ...members, ...items].toSorted();
}

function addExample(used: UsedValue, example: unknown, path: readonly string[], rules: MatchingRules): void {
  used.isVariable ||= rules.isVariable(path);
  if (Array.isArray(example)) {
    for (const element of example) addExample(itemsOf(used), element, [...path, "*"], rules);
  } else if (isJsonObject(example)) {
    for (const [name, member] of Object.entries(example)) {
      addExample(memberOf(used, name), member, [...path, name], rules);
    }
  }
}

function addPath(used: UsedValue, [step, ...rest]: readonly string[]): void {
  if (step === undefined) return;
  if (step !== "*") return addPath(memberOf(used, step), rest);
  if (used.members.size === 0 || used.items !== undefined) addPath(itemsOf(used), rest);
  for (const member of used.members.values()) addPath(member, rest);
}

function itemsOf(used: UsedValue): UsedValue {
  used.items ??= emptyValue();
  return used.items;
}

function memberOf(used: UsedValue, name: string): UsedValue {
  const member = used.members.get(name) ?? emptyValue();
  used.members.set(name, member);
  return member;
}

function emptyValue(): UsedValue {
  return { isVariable: false, members: new Map(), items: undefined };
}
