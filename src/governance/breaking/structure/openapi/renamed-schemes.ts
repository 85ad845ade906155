import { canonicalJson } from "../../canonical-json.js";
import type { Cursor } from "../cursor.js";
import type { CredentialSet } from "../subjects.js";

/** Scheme names are local to a document: one that left and one that came with the same definition are the same. */
export function renamedSchemes(baseRoot: Cursor, revisionRoot: Cursor): Map<string, string> {
  const [base, revision] = [schemesOf(baseRoot), schemesOf(revisionRoot)];
  const come = revision.entries().filter(([name]) => !base.has(name));
  const renamed = new Map<string, string>();
  for (const [name, scheme] of base.entries()) {
    const successor = revision.has(name) ? undefined : come.find(([, other]) => isSameScheme(scheme, other));
    if (successor !== undefined) renamed.set(successor[0], name);
  }
  return renamed;
}

export function schemesOf(root: Cursor): Cursor {
  return root.at("components").at("securitySchemes");
}

/** The set with the base's names for renamed schemes. */
export function withBaseNames(set: CredentialSet, renamed: ReadonlyMap<string, string>): CredentialSet {
  const scopes = [...set.scopes].map(([name, held]): [string, readonly string[]] => [renamed.get(name) ?? name, held]);
  return { pointer: set.pointer, scopes: new Map(scopes) };
}

function isSameScheme(left: Cursor, right: Cursor): boolean {
  return definitionOf(left) === definitionOf(right);
}

function definitionOf(scheme: Cursor): string {
  const { description: _description, ...definition } = scheme.object;
  return canonicalJson(definition);
}
