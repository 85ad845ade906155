import { isJsonObject, type JsonObject, listAt, objectAt, textAt } from "./json.js";

/** A member name, or `*` for every element or member. */
type Segment = string;

interface MatchingRule {
  readonly path: readonly Segment[];
  readonly matches: readonly string[];
}

/** The parts of a message that matching rules are about. */
export type RuleCategory = "body" | "header" | "query" | "path" | "contents" | "metadata";

/** Says which values of an example stand for others of their kind, and which are meant as they are. */
export class MatchingRules {
  private constructor(private readonly rules: readonly MatchingRule[]) {}

  /** Reads specification 3 and 4 (`body: {"$.a": {matchers}}`) and 2 (`"$.body.a": {match}`). */
  static of(part: JsonObject, category: RuleCategory): MatchingRules {
    const all = objectAt(part, "matchingRules");
    const own = objectAt(all, category);
    const later = isJsonObject(own["matchers"]) || Array.isArray(own["matchers"]) ? { $: own } : own;
    const plural = category === "header" ? "headers" : category;
    const earlier = Object.entries(all).filter(([path]) => path.startsWith(`$.${plural}`) || path === `$.${plural}`);
    const rules = [
      ...Object.entries(later),
      ...earlier.map(([path, rule]) => [`$${path.slice(plural.length + 2)}`, rule] as const),
    ];
    return new MatchingRules(rules.map(([path, rule]) => ({ path: segmentsOf(path), matches: matchesOf(rule) })));
  }

  /** Paths that a rule names, also where the example has no value for them. */
  get paths(): readonly (readonly Segment[])[] {
    return this.rules.map(({ path }) => path);
  }

  /** A rule on type goes on into members and elements; any other is about its own place only. */
  isVariable(path: readonly Segment[]): boolean {
    const exact = this.rules.filter((rule) => covers(rule.path, path) && rule.path.length === path.length);
    if (exact.length > 0) return exact.some(({ matches }) => matches.some((match) => match !== "equality"));
    return this.rules.some((rule) => rule.matches.includes("type") && covers(rule.path, path));
  }
}

function covers(rule: readonly Segment[], path: readonly Segment[]): boolean {
  return rule.length <= path.length && rule.every((segment, index) => segment === "*" || segment === path[index]);
}

function matchesOf(rule: unknown): readonly string[] {
  const own = textAt(rule, "match");
  const listed = listAt(rule, "matchers").map((matcher) => textAt(matcher, "match") ?? "type");
  if (own !== undefined) return [own];
  return listed.length > 0 ? listed : ["type"];
}

/** `$.items[*]['unit code'][0]` in its steps; an index is any element, as elements of a list share their schema. */
function segmentsOf(path: string): readonly Segment[] {
  if (!path.startsWith("$")) return [path];
  const steps = path.slice(1).matchAll(/\.(?<name>[^.[\]]+)|\[(?<quote>['"])(?<quoted>.*?)\k<quote>\]|\[(?:\d+|\*)\]/g);
  return [...steps].map(({ groups }) => groups?.["name"] ?? groups?.["quoted"] ?? "*");
}
