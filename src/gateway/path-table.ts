import { decodeSegment, type PathSegment, compileSegment } from "./path-segment.js";

/** What a path table found: the value of a route and the decoded parameters of its path. */
export interface PathMatch<T> {
  readonly value: T;
  readonly params: Readonly<Record<string, string>>;
}

interface PathEntry<T> {
  readonly path: string;
  readonly segments: readonly PathSegment[];
  readonly isFixed: boolean;
  readonly methods: Map<string, T>;
}

const NO_ENTRIES: readonly never[] = [];
const NO_PARAMS: Readonly<Record<string, string>> = Object.freeze({});

/**
 * The paths of one API version. A table is made once and never changed, so that a request may go on with the one it began
 * with. The more specific path is tried first (OpenAPI 3.1 §4.8.8.2), and every method has paths of its own.
 */
export class PathTable<T> {
  readonly #fixed = new Map<string, PathEntry<T>>();
  /** By number of segments, the most specific path first. */
  readonly #bySize = new Map<number, readonly PathEntry<T>[]>();

  /** @param routes paths as contracts write them: `/orders/{plantCode}` */
  constructor(routes: readonly { readonly method: string; readonly path: string; readonly value: T }[]) {
    const entries = new Map<string, PathEntry<T>>();
    for (const { method, path, value } of routes) {
      const entry = entries.get(path) ?? toEntry<T>(path);
      entry.methods.set(method, value);
      entries.set(path, entry);
    }
    for (const entry of entries.values()) if (entry.isFixed) this.#fixed.set(entry.path, entry);
    for (const [size, group] of Map.groupBy(entries.values(), ({ segments }) => segments.length)) {
      this.#bySize.set(size, group.toSorted(specificFirst));
    }
  }

  /** @param path the rest of the address after the base path, as it was sent, without query */
  find(method: string, path: string): PathMatch<T> | undefined {
    const fixed = this.#fixed.get(path)?.methods.get(method);
    if (fixed !== undefined) return { value: fixed, params: NO_PARAMS };
    const parts = partsOf(path);
    for (const entry of this.#bySize.get(parts.length) ?? NO_ENTRIES) {
      const value = entry.methods.get(method);
      const params = value === undefined ? undefined : matchSegments(entry.segments, parts);
      if (value !== undefined && params !== undefined) return { value, params };
    }
    return undefined;
  }

  /** Methods that a path knows, sorted; empty when there is no such path. */
  methodsOf(path: string): readonly string[] {
    const parts = partsOf(path);
    const entries = (this.#bySize.get(parts.length) ?? []).filter(({ segments }) => matchSegments(segments, parts));
    return [...new Set(entries.flatMap(({ methods }) => [...methods.keys()]))].toSorted();
  }
}

const partsOf = (path: string): string[] => path.slice(1).split("/");

function toEntry<T>(path: string): PathEntry<T> {
  const segments = partsOf(path).map(compileSegment);
  return { path, segments, isFixed: segments.every(({ kind }) => kind === "text"), methods: new Map() };
}

function specificFirst<T>(left: PathEntry<T>, right: PathEntry<T>): number {
  const [first, second] = [left, right].map(({ segments }) => segments.map(({ rank }) => rank).join(""));
  return (first ?? "").localeCompare(second ?? "");
}

/** Indexes and not iterators, and texts before parameters: this runs for every request with a parameter in its path. */
function matchSegments(segments: readonly PathSegment[], parts: readonly string[]): Record<string, string> | undefined {
  for (let index = 0; index < segments.length; index++) {
    const segment = segments[index];
    if (segment?.kind === "text" && !isText(segment.text, parts[index] ?? "")) return undefined;
  }
  const params: Record<string, string> = {};
  for (let index = 0; index < segments.length; index++) {
    const segment = segments[index];
    if (segment?.kind === "pattern" && !segment.read(parts[index] ?? "", params)) return undefined;
  }
  return params;
}

const isText = (text: string, part: string): boolean =>
  part === text || (part.includes("%") && decodeSegment(part) === text);
