import type { Cursor } from "../cursor.js";
import type { CredentialSet } from "../subjects.js";

/**
 * The credential sets that open an operation: any one is enough, all of its schemes at once (OpenAPI 3.1 §4.8.30).
 * No requirement at all is the one empty set: nobody has to show anything.
 */
export function credentialSets(operation: Cursor, root: Cursor): CredentialSet[] {
  const holder = operation.has("security") ? operation : root;
  const requirements = holder.at("security").items();
  if (requirements.length === 0) return [{ pointer: holder.pointer, scopes: new Map() }];
  return requirements.map((requirement) => ({
    pointer: requirement.pointer,
    scopes: new Map(requirement.entries().map(([scheme, scopes]) => [scheme, scopeNames(scopes)])),
  }));
}

function scopeNames(scopes: Cursor): string[] {
  return scopes
    .items()
    .map(({ value }) => String(value))
    .toSorted();
}

/** Whether whoever holds `held` also satisfies `wanted`: it asks for no scheme and no scope beyond what is held. */
export function isSatisfiedBy(wanted: CredentialSet, held: CredentialSet): boolean {
  return [...wanted.scopes].every(([scheme, scopes]) => {
    const heldScopes = held.scopes.get(scheme);
    return heldScopes !== undefined && scopes.every((scope) => heldScopes.includes(scope));
  });
}

/** Whether `wanted` asks for more scopes of just the schemes that are held. */
export function differsInScopesOnly(wanted: CredentialSet, held: CredentialSet): boolean {
  return [...wanted.scopes.keys()].every((scheme) => held.scopes.has(scheme));
}
