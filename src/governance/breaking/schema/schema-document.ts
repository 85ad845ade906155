import { pointerToken } from "../../../kernel/finding.js";
import { isJsonObject, type ContractDocument } from "../contract-document.js";

/** A value and where it stands. */
export interface Located<T> {
  readonly value: T;
  /** RFC 6901, without `#`. */
  readonly pointer: string;
}

const OLD_DRAFT = /draft-0[34567]/;

/** One contract seen as a set of schemas: finds what pointers, references and anchors name. */
export class SchemaDocument {
  readonly ignoresReferenceSiblings: boolean;
  readonly #resolved = new Map<string, Located<unknown> | undefined>();
  #hasHiddenMembers: boolean | undefined;
  #anchors: ReadonlyMap<string, Located<unknown>> | undefined;

  constructor(
    readonly contract: ContractDocument,
    readonly side: "base" | "revision",
  ) {
    this.ignoresReferenceSiblings = hidesReferenceSiblings(contract);
  }

  /** Some schema is `readOnly` or `writeOnly`; most documents have none, and then nobody needs to look. */
  get hasHiddenMembers(): boolean {
    this.#hasHiddenMembers ??= mentionsHidden(this.contract.root);
    return this.#hasHiddenMembers;
  }

  /** The value at an RFC 6901 pointer, or undefined. */
  at(pointer: string): unknown {
    let value = this.contract.root;
    for (const token of pointer.split("/").slice(1)) {
      value = member(value, token.replaceAll("~1", "/").replaceAll("~0", "~"));
      if (value === undefined) return undefined;
    }
    return value;
  }

  /** What a `$ref` names, or undefined when nothing in this document does. */
  resolve(reference: string): Located<unknown> | undefined {
    if (!this.#resolved.has(reference)) this.#resolved.set(reference, this.#find(reference));
    return this.#resolved.get(reference);
  }

  #find(reference: string): Located<unknown> | undefined {
    if (reference === "#") return { value: this.contract.root, pointer: "" };
    if (!reference.startsWith("#/")) return this.#anchor(reference);
    const pointer = decodeFragment(reference.slice(1));
    const value = this.at(pointer);
    return value === undefined ? undefined : { value, pointer };
  }

  #anchor(reference: string): Located<unknown> | undefined {
    this.#anchors ??= collectAnchors(this.contract.root);
    return this.#anchors.get(reference);
  }
}

/** Before JSON Schema 2019-09, and in OpenAPI 3.0, a `$ref` hides everything beside it. */
function hidesReferenceSiblings({ format, root }: ContractDocument): boolean {
  if (format !== "json-schema") return format === "openapi-3.0" || format === "asyncapi-2";
  const dialect = isJsonObject(root) ? root["$schema"] : undefined;
  return typeof dialect === "string" && OLD_DRAFT.test(dialect);
}

function member(value: unknown, token: string): unknown {
  if (Array.isArray(value)) return value[Number(token)];
  return isJsonObject(value) && Object.hasOwn(value, token) ? value[token] : undefined;
}

function decodeFragment(fragment: string): string {
  try {
    return decodeURIComponent(fragment);
  } catch {
    return fragment;
  }
}

function collectAnchors(root: unknown): Map<string, Located<unknown>> {
  const anchors = new Map<string, Located<unknown>>();
  const visit = (value: unknown, pointer: string): void => {
    if (Array.isArray(value)) value.forEach((item, index) => visit(item, `${pointer}/${index}`));
    if (!isJsonObject(value)) return;
    for (const name of anchorNames(value)) if (!anchors.has(name)) anchors.set(name, { value, pointer });
    for (const key of Object.keys(value)) visit(value[key], `${pointer}/${pointerToken(key)}`);
  };
  visit(root, "");
  return anchors;
}

function anchorNames(schema: Readonly<Record<string, unknown>>): string[] {
  const names: string[] = [];
  if (typeof schema["$anchor"] === "string") names.push(`#${schema["$anchor"]}`);
  for (const key of ["$id", "id"]) if (typeof schema[key] === "string") names.push(schema[key]);
  return names;
}

function mentionsHidden(value: unknown): boolean {
  if (Array.isArray(value)) return value.some(mentionsHidden);
  if (!isJsonObject(value)) return false;
  return value["readOnly"] === true || value["writeOnly"] === true || Object.values(value).some(mentionsHidden);
}
