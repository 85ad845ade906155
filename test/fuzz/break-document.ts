import { isJsonObject } from "../../src/gateway/json-value.js";
import type { Chance } from "./chance.js";

/** Values that are wrong in most places. */
const ODD_VALUES: readonly unknown[] = [
  null,
  true,
  -1,
  0,
  1e21,
  0.1,
  2 ** 53,
  "",
  " ",
  "x".repeat(5000),
  "\u0000",
  "\ud83d\ude80",
  "'; DROP TABLE il.outbox; --",
  "2026-02-30",
  [],
  [[]],
  {},
  { __proto__: null, constructor: 1 },
];

/** One change at a place chosen by chance: a member less, a member more, or a value of another kind. */
export function breakDocument(document: unknown, chance: Chance): { readonly value: unknown; readonly change: string } {
  const copy: unknown = structuredClone(document);
  const places = placesOf(copy, "");
  if (places.length === 0) return { value: chance.pick(ODD_VALUES), change: "another document" };
  const { holder, key, pointer } = chance.pick(places);
  const kind = chance.pick(["drop", "add", "odd", "odd", "swap"]);
  if (kind === "drop") delete holder[key];
  else if (kind === "add") holder["x-unknown"] = 1;
  else if (kind === "odd") holder[key] = structuredClone(chance.pick(ODD_VALUES));
  else holder[key] = typeof holder[key] === "string" ? { value: holder[key] } : String(holder[key]);
  return { value: copy, change: `${kind} ${pointer}` };
}

interface Place {
  readonly holder: Record<string, unknown>;
  readonly key: string;
  readonly pointer: string;
}

function placesOf(value: unknown, pointer: string): readonly Place[] {
  if (Array.isArray(value)) return value.flatMap((item, index) => placesOf(item, `${pointer}/${index}`));
  if (!isJsonObject(value)) return [];
  const holder = value as Record<string, unknown>;
  return Object.keys(holder).flatMap((key) => {
    const inner = `${pointer}/${key}`;
    return [{ holder, key, pointer: inner }, ...placesOf(holder[key], inner)];
  });
}
