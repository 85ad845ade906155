import { posix } from "node:path";
import { type ContractBundle, entryDocument, entryFileOf } from "../registry/public.js";
import { type ContractObject, isObject, objectAt, valueAtPointer } from "./contract-object.js";

/** Member of `components` that takes what a reference below this name refers to; everything else is a schema. */
const SECTIONS: Readonly<Record<string, string>> = {
  parameters: "parameters",
  responses: "responses",
  headers: "headers",
  examples: "examples",
  requestBody: "requestBodies",
  messages: "messages",
};
const SCHEMA_HOLDERS: ReadonlySet<string> = new Set(["schema", "schemas", "payload", "$defs"]);

/** @returns the contract as one document: what other files of its bundle hold stands under `components` */
export function singleDocument(bundle: ContractBundle): ContractObject {
  return new DocumentJoin(bundle).join();
}

class DocumentJoin {
  readonly #entry: string;
  /** Address in the new document by `file#pointer`. */
  readonly #addresses = new Map<string, string>();
  readonly #added = new Map<string, Map<string, unknown>>();

  constructor(private readonly bundle: ContractBundle) {
    this.#entry = entryFileOf(bundle.line);
  }

  join(): ContractObject {
    const document = this.#rewritten(entryDocument(this.bundle), this.#entry, []) as ContractObject;
    if (this.#added.size === 0) return document;
    const components = objectAt(document, "components");
    const joined = Object.fromEntries(
      [...this.#added].map(([section, added]) => [
        section,
        { ...objectAt(components, section), ...Object.fromEntries(added) },
      ]),
    );
    return { ...document, components: { ...components, ...joined } };
  }

  #rewritten(value: unknown, file: string, path: readonly string[]): unknown {
    if (Array.isArray(value)) return value.map((item, index) => this.#rewritten(item, file, [...path, String(index)]));
    if (!isObject(value)) return value;
    return Object.fromEntries(
      Object.entries(value).map(([name, member]) => {
        if (name === "$ref" && typeof member === "string") return [name, this.#address(member, file, path)];
        return [name, this.#rewritten(member, file, [...path, name])];
      }),
    );
  }

  /** What is referred to is given its name before it is walked through, so that recursive schemas end. */
  #address(reference: string, fromFile: string, path: readonly string[]): string {
    const [relative = "", fragment = ""] = reference.split("#", 2);
    const file = relative === "" ? fromFile : posix.normalize(posix.join(posix.dirname(fromFile), relative));
    if (file === this.#entry) return `#${fragment}`;
    const key = `${file}#${fragment}`;
    const known = this.#addresses.get(key);
    if (known !== undefined) return known;
    const section = sectionOf(path);
    const name = this.#freeName(section, file, fragment);
    const address = `#/components/${section}/${name}`;
    this.#addresses.set(key, address);
    const target = valueAtPointer(this.bundle.files.get(file), decodeURIComponent(fragment));
    const added = this.#added.get(section) ?? new Map<string, unknown>();
    this.#added.set(section, added.set(name, undefined));
    added.set(name, this.#rewritten(target, file, [section, name]));
    return address;
  }

  /** Named as in its own file; where that name is taken, by the file as well. */
  #freeName(section: string, file: string, fragment: string): string {
    const stem = posix.basename(file, ".yaml");
    const own = (fragment.split("/").at(-1) ?? "").replaceAll(/[^A-Za-z0-9._-]/g, "_");
    const components = objectAt(objectAt(entryDocument(this.bundle), "components"), section);
    const isFree = (name: string): boolean =>
      !Object.hasOwn(components, name) && this.#added.get(section)?.has(name) !== true;
    const wished = own === "" ? stem : own;
    if (isFree(wished)) return wished;
    for (let count = 1; ; count++) {
      const name = `${stem}.${wished}${count === 1 ? "" : `.${count}`}`;
      if (isFree(name)) return name;
    }
  }
}

/** By the place of the reference: `responses/404`, `parameters/0`, `requestBody`; everything below a schema is a schema. */
function sectionOf(path: readonly string[]): string {
  if (path.some((token) => SCHEMA_HOLDERS.has(token))) return "schemas";
  return SECTIONS[path.at(-2) ?? ""] ?? SECTIONS[path.at(-1) ?? ""] ?? "schemas";
}
