import { isJsonObject, type JsonObject } from "../contract-document.js";

/** References that point nowhere, gathered while cursors move; a place that could not be read is never compatible. */
export type UnresolvedReferences = Map<string, string>;

interface CursorDocument {
  readonly root: unknown;
  readonly unresolved: UnresolvedReferences;
}

const NOTHING: JsonObject = {};

/**
 * A place in a contract: its value and the canonical JSON pointer (RFC 6901) at which it really stands, after every
 * `$ref` on the way. A place that does not exist has no value and the pointer of its nearest holder.
 */
export class Cursor {
  private constructor(
    private readonly document: CursorDocument,
    readonly pointer: string,
    readonly value: unknown,
  ) {}

  static ofRoot(root: unknown, unresolved: UnresolvedReferences = new Map()): Cursor {
    return new Cursor({ root, unresolved }, "", root);
  }

  get exists(): boolean {
    return this.value !== undefined;
  }

  /** The members; none for a place that is absent or holds no object. */
  get object(): JsonObject {
    return isJsonObject(this.value) ? this.value : NOTHING;
  }

  /** The member or array element of that name, with its references followed. */
  at(name: string | number): Cursor {
    const value = memberOf(this.value, name);
    if (value === undefined) return new Cursor(this.document, this.pointer, undefined);
    return this.follow(new Cursor(this.document, this.pointerOf(name), value));
  }

  /** The member as it is written, its reference not followed. */
  raw(name: string | number): unknown {
    return memberOf(this.value, name);
  }

  /** Pointer of a member whose own `$ref` must stay unfollowed, such as a schema. */
  pointerOf(name: string | number): string {
    return `${this.pointer}/${String(name).replaceAll("~", "~0").replaceAll("/", "~1")}`;
  }

  has(name: string | number): boolean {
    return memberOf(this.value, name) !== undefined;
  }

  text(name: string): string | undefined {
    const value = this.at(name).value;
    return typeof value === "string" ? value : undefined;
  }

  isTrue(name: string): boolean {
    return this.at(name).value === true;
  }

  /** Members in the order of their names. */
  entries(): [string, Cursor][] {
    return Object.keys(this.object)
      .toSorted()
      .map((name) => [name, this.at(name)]);
  }

  /** As `entries`, for objects whose members may be specification extensions (`x-…`): paths, responses, callbacks. */
  patternedEntries(): [string, Cursor][] {
    return this.entries().filter(([name]) => !name.startsWith("x-"));
  }

  items(): Cursor[] {
    return Array.isArray(this.value) ? this.value.map((_, index) => this.at(index)) : [];
  }

  /** The same place seen as absent: what a counterpart is when nothing stands there. */
  absent(): Cursor {
    return new Cursor(this.document, this.pointer, undefined);
  }

  private follow(start: Cursor): Cursor {
    const visited = new Set<string>();
    let here = start;
    for (let reference = referenceOf(here.value); reference !== undefined; reference = referenceOf(here.value)) {
      const pointer = pointerOfReference(reference);
      if (pointer === undefined || visited.has(pointer)) return this.lost(start, reference);
      visited.add(pointer);
      const value = resolve(this.document.root, pointer);
      if (value === undefined) return this.lost(start, reference);
      here = new Cursor(this.document, pointer, value);
    }
    return here;
  }

  private lost(at: Cursor, reference: string): Cursor {
    this.document.unresolved.set(at.pointer, reference);
    return new Cursor(this.document, at.pointer, undefined);
  }
}

function referenceOf(value: unknown): string | undefined {
  return isJsonObject(value) && typeof value["$ref"] === "string" ? value["$ref"] : undefined;
}

function pointerOfReference(reference: string): string | undefined {
  if (reference !== "#" && !reference.startsWith("#/")) return undefined;
  try {
    return decodeURIComponent(reference.slice(1));
  } catch {
    return undefined;
  }
}

function resolve(root: unknown, pointer: string): unknown {
  const tokens = pointer.split("/").slice(1);
  return tokens.reduce((value, token) => memberOf(value, token.replaceAll("~1", "/").replaceAll("~0", "~")), root);
}

function memberOf(value: unknown, name: string | number): unknown {
  if (Array.isArray(value)) return (value as readonly unknown[])[Number(name)];
  return isJsonObject(value) && Object.hasOwn(value, name) ? value[name] : undefined;
}
