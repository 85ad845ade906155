import { pointerToken } from "../../kernel/finding.js";
import { isJsonObject, type JsonObject, type JsonValue } from "./json-value.js";

/** A place in a file of the bundle; line and column count from 1. */
export interface SourcePosition {
  readonly file: string;
  readonly line: number;
  readonly column: number;
}

/** Where an object or array stands, and where each of its members does. */
interface Recorded {
  readonly self: SourcePosition;
  readonly members: ReadonlyMap<string, SourcePosition>;
}

/**
 * Positions by identity of the objects read. They outlive bundling, because bundling moves objects and never copies
 * them.
 */
export class PositionRecorder {
  readonly #recorded = new WeakMap<object, Recorded>();

  record(value: object, self: SourcePosition, members: ReadonlyMap<string, SourcePosition>): void {
    this.#recorded.set(value, { self, members });
  }

  ofObject(value: object): SourcePosition | undefined {
    return this.#recorded.get(value)?.self;
  }

  ofMember(value: object, member: string): SourcePosition | undefined {
    return this.#recorded.get(value)?.members.get(member);
  }
}

/** Translates JSON pointers of a bundled document to places in its files. */
export class PositionIndex {
  constructor(
    private readonly recorder: PositionRecorder,
    private readonly root: JsonObject,
    private readonly start: SourcePosition,
  ) {}

  /** Place of the value at the pointer (RFC 6901); of its nearest ancestor that exists when it does not exist. */
  of(pointer: string): SourcePosition {
    return this.ofPath(pointer.split("/").slice(1).map(unescapeToken));
  }

  /** The same for a path of tokens. */
  ofPath(path: readonly (string | number)[]): SourcePosition {
    let nearest = this.recorder.ofObject(this.root) ?? this.start;
    let value: JsonValue = this.root;
    for (const token of path) {
      const next = memberOf(value, String(token));
      if (next === undefined) break;
      nearest = positionBelow(this.recorder, value, String(token), next) ?? nearest;
      value = next;
    }
    return nearest;
  }
}

/** The value at a pointer of a plain document, or undefined. */
export function valueAt(root: JsonValue, pointer: string): JsonValue | undefined {
  let value: JsonValue | undefined = root;
  for (const token of pointer.split("/").slice(1).map(unescapeToken)) {
    value = value === undefined ? undefined : memberOf(value, token);
  }
  return value;
}

/** The own member of an object or the element of an array, never something inherited. */
export function memberOf(value: JsonValue, token: string): JsonValue | undefined {
  if (Array.isArray(value)) return /^(0|[1-9][0-9]*)$/.test(token) ? value[Number(token)] : undefined;
  return isJsonObject(value) && Object.hasOwn(value, token) ? value[token] : undefined;
}

/** Tokens to a JSON pointer (RFC 6901 §3). */
export function pointerOf(path: readonly (string | number)[]): string {
  return path.map((token) => `/${pointerToken(token)}`).join("");
}

/** Undoes the escapes of one reference token (RFC 6901 §4). */
export function unescapeToken(token: string): string {
  return token.replaceAll("~1", "/").replaceAll("~0", "~");
}

function positionBelow(
  recorder: PositionRecorder,
  parent: JsonValue,
  token: string,
  child: JsonValue,
): SourcePosition | undefined {
  const atKey = typeof parent === "object" && parent !== null ? recorder.ofMember(parent, token) : undefined;
  return atKey ?? (typeof child === "object" && child !== null ? recorder.ofObject(child) : undefined);
}
