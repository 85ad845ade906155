import { isEqualJson } from "../canonical-json.js";
import { isJsonObject } from "../contract-document.js";
import type { SchemaDocument } from "./schema-document.js";

/**
 * Knows which schemas are equal in both documents together with everything they refer to. Such pairs need no
 * comparison; in a large contract they are nearly all.
 */
export class UnchangedClosure {
  readonly #references = new WeakMap<object, readonly string[]>();
  readonly #changed: ReadonlySet<string>;
  /** What a value was last found equal to; each pair is asked about in two views and two directions. */
  readonly #equals = new WeakMap<object, unknown>();

  constructor(base: SchemaDocument, revision: SchemaDocument) {
    this.#changed = this.#findChanged(base, revision);
  }

  /** True when both values are equal and no reference inside leads to something that differs. */
  isUnchanged(base: unknown, revision: unknown): boolean {
    return this.isSameText(base, revision) && this.hasUnchangedReferences(base);
  }

  /** True when both values are equal, wherever references inside lead. */
  isSameText(base: unknown, revision: unknown): boolean {
    if (typeof base !== "object" || base === null) return base === revision;
    if (this.#equals.get(base) === revision) return true;
    const isSame = isEqualJson(base, revision);
    if (isSame) this.#equals.set(base, revision);
    return isSame;
  }

  /** True when no reference inside leads to something that differs between the documents. */
  hasUnchangedReferences(value: unknown): boolean {
    return !this.#referencesOf(value).some((reference) => this.#changed.has(reference));
  }

  /** References whose target differs itself, and those that lead to them. */
  #findChanged(base: SchemaDocument, revision: SchemaDocument): Set<string> {
    const changed = new Set<string>();
    const users = new Map<string, string[]>();
    const queue = [...this.#referencesOf(base.contract.root)];
    const known = new Set(queue);
    for (const reference of queue) {
      const target = base.resolve(reference);
      if (target === undefined || !isEqualJson(target.value, revision.resolve(reference)?.value))
        changed.add(reference);
      for (const inner of this.#referencesOf(target?.value)) {
        users.set(inner, [...(users.get(inner) ?? []), reference]);
        if (!known.has(inner)) queue.push(inner);
        known.add(inner);
      }
    }
    for (const reference of changed) for (const user of users.get(reference) ?? []) changed.add(user);
    return changed;
  }

  #referencesOf(value: unknown): readonly string[] {
    if (typeof value !== "object" || value === null) return [];
    const known = this.#references.get(value);
    if (known !== undefined) return known;
    const found = new Set<string>();
    collectReferences(value, found);
    const references = [...found];
    this.#references.set(value, references);
    return references;
  }
}

function collectReferences(value: unknown, found: Set<string>): void {
  if (Array.isArray(value)) for (const item of value) collectReferences(item, found);
  else if (isJsonObject(value)) {
    for (const key of Object.keys(value)) {
      const child = value[key];
      if (typeof child === "string") {
        if (key === "$ref" || key === "$dynamicRef" || key === "$recursiveRef") found.add(child);
      } else collectReferences(child, found);
    }
  }
}
