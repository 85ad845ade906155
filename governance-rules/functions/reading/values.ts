/** A member path inside a contract. */
export type Path = (string | number)[];

export type Members = Readonly<Record<string, unknown>>;

/** True for an object that is neither null nor an array. */
export function isObject(value: unknown): value is Members {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** The value as an object; an empty one when it is something else. */
export function objectOf(value: unknown): Members {
  return isObject(value) ? value : {};
}

/** The value as a list; an empty one when it is something else. */
export function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

/** The value as text; empty when it is something else. */
export function textOf(value: unknown): string {
  return typeof value === "string" ? value : "";
}

/** The member at a dotted path such as `sla.p95Seconds`. */
export function memberAt(value: unknown, dotted: string): unknown {
  return dotted.split(".").reduce<unknown>((inner, name) => objectOf(inner)[name], value);
}

/** Members of an object as Interlock's extension, design of the contracts: one `x-interlock` per place. */
export function extensionOf(value: unknown): Members {
  return objectOf(objectOf(value)["x-interlock"]);
}

/** Each place once: what many operations refer to is written, and judged, in one. */
export function uniquePlaces<T extends { readonly path: Path }>(places: readonly T[]): T[] {
  return [...new Map(places.map((place) => [JSON.stringify(place.path), place])).values()];
}
