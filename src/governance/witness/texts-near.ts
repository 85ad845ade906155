import { Automaton } from "../breaking/schema/pattern/automaton.js";
import { automatonOf } from "../breaking/schema/pattern/pattern-inclusion.js";
import { LAST_CODE_POINT } from "../breaking/schema/pattern/character-set.js";
import type { SchemaNode } from "../breaking/schema/schema-node.js";

/** What a schema says about texts. */
export type TextRules = Pick<SchemaNode, "limits" | "formats" | "patterns">;

/** Values of each format, and texts that come close: a date without its day, an address without its host. */
const FORMAT_TEXTS: Readonly<Record<string, readonly string[]>> = {
  date: ["2026-11-23", "2024-02-29", "2026-02-30"],
  "date-time": ["2026-11-23T10:00:00Z", "2026-11-23T10:00:00.123+01:00", "2026-11-23T10:00:00"],
  time: ["10:00:00Z", "10:00:00"],
  duration: ["PT1H", "P1D", "1 hour"],
  email: ["name@example.com", "name@"],
  "idn-email": ["näme@example.com"],
  hostname: ["example.com", "not a host"],
  "idn-hostname": ["bücher.example"],
  ipv4: ["192.0.2.1", "192.0.2.256"],
  ipv6: ["2001:db8::1"],
  uri: ["https://example.com/orders/1", "urn:example:1"],
  "uri-reference": ["/orders/1", "../1"],
  "uri-template": ["/orders/{id}", "/orders/{id"],
  iri: ["https://example.com/ö"],
  "iri-reference": ["/ö"],
  uuid: ["0190a5e0-7b3f-7c3e-8f60-3a1d2b9c4e5f", "0190a5e0"],
  "json-pointer": ["/a/b", "a/b"],
  "relative-json-pointer": ["1/a"],
  regex: ["^a+$", "("],
  byte: ["aGVsbG8=", "not base64!"],
  binary: ["hello"],
  password: ["secret"],
};
/** What a reader would write where nothing is demanded. */
const PLAIN_TEXTS = ["text", "", "0", "A", "a b", "ö"];
/** Longer texts show nothing that these do not, and make a witness unreadable. */
const TEXT_LENGTH_MAX = 70_000;
const LENGTH_BY_AUTOMATON_MAX = 200;
const SEARCH_STEPS_MAX = 20_000;

/** Texts at the edges of what two schemas say about texts: lengths, patterns, formats; readable ones first. */
export function* textsNear(accepting: TextRules, refusing: TextRules | undefined): Generator<string> {
  const nodes = refusing === undefined ? [accepting] : [accepting, refusing];
  yield* patternTexts(accepting, refusing);
  for (const { value } of nodes.flatMap(({ formats }) => formats)) yield* FORMAT_TEXTS[value] ?? [];
  yield* PLAIN_TEXTS;
  for (const length of lengthsNear(nodes)) yield* textsOfLength(length);
  if (nodes.some(({ formats }) => formats.length > 0)) for (const texts of Object.values(FORMAT_TEXTS)) yield* texts;
}

function lengthsNear(nodes: readonly TextRules[]): number[] {
  const limits = nodes.flatMap(({ limits: own }) => [own.get("minLength")?.value, own.get("maxLength")?.value]);
  const lengths = limits.filter((limit) => limit !== undefined).flatMap((limit) => [limit, limit - 1, limit + 1]);
  return [...new Set(lengths)].filter((length) => length >= 0 && length <= TEXT_LENGTH_MAX);
}

function* textsOfLength(length: number): Generator<string> {
  yield "a".repeat(length);
  yield "1".repeat(length);
}

/** Texts that keep to every pattern and length of the one and break one of the other. */
function* patternTexts(accepting: TextRules, refusing: TextRules | undefined): Generator<string> {
  const own = patternsOf(accepting);
  const foreign = refusing === undefined ? [] : patternsOf(refusing);
  if (own.length === 0 && foreign.length === 0) return;
  const [minA, maxA] = lengthsOf(accepting);
  const [minB, maxB] = refusing === undefined ? [0, Infinity] : lengthsOf(refusing);
  const search = function* (min: number, max: number, unwanted?: Automaton): Generator<string> {
    const text = shortestText([...own, ...lengthAutomaton(min, max)], unwanted);
    if (text !== undefined) yield text;
  };
  for (const pattern of foreign) yield* search(minA, maxA, pattern);
  if (maxB < maxA) yield* search(maxB + 1, maxA);
  if (minB > minA) yield* search(minA, minB - 1);
  yield* search(minA, maxA);
}

function patternsOf({ patterns }: TextRules): Automaton[] {
  return patterns.map(({ value }) => automatonOf(value)).filter((automaton) => automaton !== undefined);
}

function lengthsOf({ limits }: TextRules): [min: number, max: number] {
  return [limits.get("minLength")?.value ?? 0, limits.get("maxLength")?.value ?? Infinity];
}

function lengthAutomaton(min: number, max: number): Automaton[] {
  if (min > LENGTH_BY_AUTOMATON_MAX || (min === 0 && max === Infinity)) return [];
  const automaton = Automaton.ofLength(min, max <= LENGTH_BY_AUTOMATON_MAX ? max : Infinity);
  return automaton === undefined ? [] : [automaton];
}

/** The shortest text that all of the wanted automata accept and the unwanted one refuses. */
function shortestText(wanted: readonly Automaton[], unwanted: Automaton | undefined): string | undefined {
  const all = unwanted === undefined ? wanted : [...wanted, unwanted];
  const symbols = representatives(all);
  const queue = [{ states: all.map((automaton) => automaton.initial()), text: "" }];
  const seen = new Set<string>();
  for (const { states, text } of queue) {
    const isFound = all.every(
      (automaton, index) => automaton.accepts(states[index] ?? []) === (automaton !== unwanted),
    );
    if (isFound) return text;
    for (const symbol of symbols) {
      const next = all.map((automaton, index) => automaton.step(states[index] ?? [], symbol));
      const isDead = next.some((reached, index) => reached.length === 0 && all[index] !== unwanted);
      const key = next.map((reached) => reached.join(",")).join("|");
      if (isDead || seen.has(key)) continue;
      if (seen.size > SEARCH_STEPS_MAX) return undefined;
      seen.add(key);
      queue.push({ states: next, text: text + String.fromCodePoint(symbol) });
    }
  }
  return undefined;
}

/** One code point for every stretch all automata treat alike; a readable one where the stretch has one. */
function representatives(automata: readonly Automaton[]): number[] {
  const starts = [...new Set([0, ...automata.flatMap((automaton) => automaton.boundaries())])].toSorted(
    (a, b) => a - b,
  );
  return starts
    .filter((start) => start <= LAST_CODE_POINT)
    .map((start, index) => {
      const end = starts[index + 1] ?? LAST_CODE_POINT + 1;
      return READABLE.find((point) => start <= point && point < end) ?? start;
    });
}

const READABLE = ["a", "A", "1", " ", "-", "!", "~"].map((symbol) => symbol.charCodeAt(0));
