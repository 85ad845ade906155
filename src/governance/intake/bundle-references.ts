import type { BundleFiles } from "./bundle-files.js";
import { freeComponentName, splitAtComponent } from "./component-names.js";
import { intakeFinding, type LocatedFinding } from "./intake-finding.js";
import { isJsonObject, type JsonObject, type JsonValue } from "./json-value.js";
import { memberKind, sectionOf, type SiteKind } from "./reference-site.js";
import { type ReferenceTarget, referenceTarget } from "./reference-target.js";
import { pointerOf, type SourcePosition, valueAt } from "./source-position.js";

interface Site {
  readonly file: string;
  readonly kind: SiteKind;
  readonly path: readonly (string | number)[];
}

/**
 * Makes one document of an entry file and what it refers to: objects of other files move below `components`, and every
 * reference is rewritten to point inside the document. Cycles stay what they are, references.
 */
export class ReferenceBundler {
  readonly findings: LocatedFinding[] = [];
  readonly #moved = new Map<string, string>();
  readonly #visited = new WeakSet<object>();

  constructor(
    private readonly files: BundleFiles,
    private readonly entry: string,
    private readonly root: JsonObject,
  ) {}

  bundle(): void {
    this.#walk(this.root, { file: this.entry, kind: "object", path: [] });
  }

  #walk(value: JsonValue, site: Site): void {
    if (typeof value !== "object" || value === null || site.kind === "data" || this.#visited.has(value)) return;
    this.#visited.add(value);
    if (Array.isArray(value)) {
      value.forEach((element, index) => this.#walk(element, this.#elementSite(site, index)));
      return;
    }
    if (site.kind !== "schema-map") this.#rewrite(value, "$ref", site);
    for (const [key, member] of Object.entries(value)) this.#walkMember(value, key, member, site);
  }

  #walkMember(parent: JsonObject, key: string, member: JsonValue, site: Site): void {
    if (site.kind === "schema" && key === "discriminator") this.#walkMapping(member, site);
    const inner = { ...site, kind: this.#kindOf(site, key), path: [...site.path, key] };
    const inlined = this.#inlinedPathItem(member, inner);
    if (inlined !== undefined) parent[key] = inlined.value;
    this.#walk(inlined?.value ?? member, inlined === undefined ? inner : { ...inner, file: inlined.file });
  }

  #kindOf(site: Site, key: string): SiteKind {
    const parentKey = String(site.path.at(-1) ?? "");
    const isMessage = ["messages", "message", "messageTraits"].includes(String(site.path.at(-2) ?? parentKey));
    return memberKind(site.kind, parentKey, key, isMessage || parentKey === "message");
  }

  #elementSite(site: Site, index: number): Site {
    return { ...site, kind: site.kind === "schema-map" ? "schema" : site.kind, path: [...site.path, index] };
  }

  /** Path items are put in place, so that every rule finds an operation below `paths`. */
  #inlinedPathItem(member: JsonValue, site: Site): { readonly value: JsonObject; readonly file: string } | undefined {
    const isPathItem = site.path.length === 2 && (site.path[0] === "paths" || site.path[0] === "webhooks");
    if (!isPathItem || !isJsonObject(member) || typeof member["$ref"] !== "string") return undefined;
    const target = this.#locate(member, "$ref", member["$ref"], site);
    if (target === undefined || !isJsonObject(target.value)) return undefined;
    // What contains this place cannot be put into it: the document would no longer be a tree.
    const isAncestor = target.file === this.entry && `${pointerOf(site.path)}/`.startsWith(`${target.pointer}/`);
    if (isAncestor) return undefined;
    const { $ref: _reference, ...siblings } = member;
    const value = Object.keys(siblings).length === 0 ? target.value : { ...target.value, ...siblings };
    return { value, file: target.file };
  }

  #walkMapping(discriminator: JsonValue, site: Site): void {
    const mapping = isJsonObject(discriminator) ? discriminator["mapping"] : undefined;
    if (mapping === undefined || !isJsonObject(mapping)) return;
    for (const [name, reference] of Object.entries(mapping)) {
      const isReference = typeof reference === "string" && /[/#]|\.(ya?ml|json)$/.test(reference);
      if (isReference)
        this.#rewrite(mapping, name, { ...site, path: [...site.path, "discriminator", "mapping", name] });
    }
  }

  #rewrite(holder: JsonObject, member: string, site: Site): void {
    const reference = holder[member];
    if (typeof reference !== "string") return;
    const target = this.#locate(holder, member, reference, site);
    if (target === undefined) return;
    if (target.file !== this.entry) holder[member] = this.#move(target, site);
    else if (site.file !== this.entry || !reference.startsWith("#"))
      holder[member] = `#${encodePointer(target.pointer)}`;
  }

  /** Moves the component that contains the target into the document, once, and returns the new reference. */
  #move(target: ReferenceTarget, site: Site): string {
    const { component, below } = splitAtComponent(target.pointer);
    const section = sectionOf(site.kind, site.path);
    const identity = `${section} ${target.file}#${component}`;
    const known = this.#moved.get(identity);
    if (known !== undefined) return `${known}${encodePointer(below)}`;
    const components = objectMember(this.root, "components");
    const place = objectMember(components, section);
    const name = freeComponentName(place, target.file, component);
    const value = valueAt(this.files.read(target.file) ?? null, component) ?? null;
    place[name] = value;
    const pointer = `#/components/${section}/${name}`;
    this.#moved.set(identity, pointer);
    this.#walk(value, { file: target.file, kind: site.kind, path: ["components", section, name] });
    return `${pointer}${encodePointer(below)}`;
  }

  #locate(holder: JsonObject, member: string, reference: string, site: Site): LocatedTarget | undefined {
    const target = referenceTarget(reference, site.file);
    const at = this.files.positions.ofMember(holder, member) ?? this.files.positions.ofObject(holder);
    const start = { file: site.file, line: 1, column: 1 };
    if ("code" in target) return this.#report(target.code, at ?? start, target, site);
    if (!this.files.has(target.file)) return this.#report("REF_FILE_MISSING", at ?? start, fileMissing(target), site);
    const content = this.files.read(target.file);
    // A file that cannot be read has findings of its own.
    if (content === undefined) return undefined;
    const value = target.file === this.entry ? valueAt(this.root, target.pointer) : valueAt(content, target.pointer);
    if (value !== undefined) return { ...target, value };
    return this.#report("REF_UNRESOLVED", at ?? start, pointerMissing(reference, target), site);
  }

  #report(
    code: LocatedFinding["code"],
    at: SourcePosition,
    text: { readonly message: string; readonly fix: string },
    site: Site,
  ): undefined {
    const finding = intakeFinding({ code: "REF_UNRESOLVED", at, ...pick(text), pointer: pointerOf(site.path) });
    this.findings.push({ ...finding, code });
  }
}

interface LocatedTarget extends ReferenceTarget {
  readonly value: JsonValue;
}

function pick(text: { readonly message: string; readonly fix: string }): { message: string; fix: string } {
  return { message: text.message, fix: text.fix };
}

function fileMissing(target: ReferenceTarget): { message: string; fix: string } {
  return {
    message: `The file ${target.file} is not part of the bundle.`,
    fix: "Correct the path or add the file; `interlock lint` and `diff` read only below the folder of --root.",
  };
}

function pointerMissing(reference: string, target: ReferenceTarget): { message: string; fix: string } {
  return {
    message: `The reference ${reference} leads nowhere: ${target.file} has no ${target.pointer}.`,
    fix: "Correct the pointer or define what it names.",
  };
}

function objectMember(parent: JsonObject, name: string): JsonObject {
  const existing = parent[name];
  if (isJsonObject(existing)) return existing;
  const created: JsonObject = {};
  parent[name] = created;
  return created;
}

/** A JSON pointer as a URI fragment (RFC 6901 §6); only what a fragment may not hold is encoded. */
function encodePointer(pointer: string): string {
  return encodeURI(pointer).replaceAll("#", "%23");
}
