import { pointerToken } from "../../kernel/finding.js";
import { isJsonObject, type JsonObject, textAt } from "./json.js";

/** A contract as one document whose every `$ref` points inside it. */
export interface ComparableContract {
  readonly format: "openapi-3.0" | "openapi-3.1" | "openapi-3.2" | "asyncapi-2" | "asyncapi-3";
  readonly document: JsonObject;
  /** SHA-256 of the document; equal contracts are compiled once. */
  readonly digest: string;
}

/** A value of the document and the RFC 6901 pointer at which it really stands, behind references. */
export interface Place {
  readonly pointer: string;
  readonly value: unknown;
}

const REFERENCES_MAX = 32;

/** Finds one's way in a document: members by name, references followed. */
export class ContractReader {
  constructor(private readonly document: JsonObject) {}

  get root(): Place {
    return { pointer: "", value: this.document };
  }

  /** The member, behind its reference if it is one; its value is undefined where there is none. */
  member(place: Place, ...names: readonly string[]): Place {
    let found = place;
    for (const name of names) found = this.resolve(child(found, name));
    return found;
  }

  /** The members of an object, or the elements of a list, each behind its reference. */
  members({ pointer, value }: Place): readonly (readonly [string, Place])[] {
    if (!Array.isArray(value) && !isJsonObject(value)) return [];
    return Object.keys(value).map((name) => [name, this.resolve(child({ pointer, value }, name))] as const);
  }

  /** Follows `$ref` beside no other members; schemas with such members are conjunctions and are followed elsewhere. */
  resolve(place: Place): Place {
    let found = place;
    for (let count = 0; count < REFERENCES_MAX; count += 1) {
      const target = this.target(found);
      if (target === undefined) return found;
      found = target;
    }
    return found;
  }

  /** What the `$ref` of an object points to; undefined without one or when it leads nowhere. */
  target({ value }: Place): Place | undefined {
    const reference = textAt(value, "$ref");
    if (reference === undefined || !reference.startsWith("#")) return undefined;
    const steps = decodeURIComponent(reference.slice(1)).split("/").slice(1);
    let found: Place = this.root;
    for (const step of steps) found = child(found, step.replaceAll("~1", "/").replaceAll("~0", "~"));
    return found.value === undefined ? undefined : found;
  }
}

function child({ pointer, value }: Place, name: string): Place {
  const at = `${pointer}/${pointerToken(name)}`;
  if (Array.isArray(value)) return { pointer: at, value: value[Number(name)] as unknown };
  return { pointer: at, value: isJsonObject(value) && Object.hasOwn(value, name) ? value[name] : undefined };
}
