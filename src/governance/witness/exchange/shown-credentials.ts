import type { Cursor } from "../../breaking/structure/cursor.js";
import { schemesOf } from "../../breaking/structure/openapi/renamed-schemes.js";
import { credentialSets } from "../../breaking/structure/openapi/security-requirements.js";
import type { CredentialSet } from "../../breaking/structure/subjects.js";
import type { ShownCredential } from "./exchange.js";

const IDENTITY = ["type", "scheme", "in", "name", "openIdConnectUrl", "bearerFormat"];
const ADDRESSES = ["authorizationUrl", "tokenUrl", "refreshUrl"];

/** Every way to be let in, by what a client really shows; the name a contract gives a scheme is not sent. */
export function credentialChoices(operation: Cursor, root: Cursor): ShownCredential[][] {
  return credentialSets(operation, root).map((set) => credentialsOf(set, root));
}

function credentialsOf({ scopes }: CredentialSet, root: Cursor): ShownCredential[] {
  return [...scopes].map(([name, wanted]) => {
    const scheme = schemesOf(root).at(name);
    const identity = identityOf(scheme, name);
    return { scheme: identity, name, hasTwin: hasTwin(root, name, identity), scopes: wanted, flows: flowsOf(scheme) };
  });
}

function hasTwin(root: Cursor, own: string, identity: string): boolean {
  return schemesOf(root)
    .entries()
    .some(([name, scheme]) => name !== own && identityOf(scheme, name) === identity);
}

function identityOf(scheme: Cursor, name: string): string {
  if (!scheme.exists) return name;
  const parts = IDENTITY.map((member) => scheme.text(member)).filter((part) => part !== undefined);
  return parts.length === 0 ? name : parts.map((part, index) => (index < 2 ? part.toLowerCase() : part)).join(" ");
}

function flowsOf(scheme: Cursor): string[] {
  return scheme
    .at("flows")
    .entries()
    .map(([flow, definition]) => [flow, ...ADDRESSES.map((member) => definition.text(member) ?? "-")].join(" "));
}

/** Whether a client with these credentials may pass: they cover one way in, each got by a flow that is still there. */
export function isLetIn(held: readonly ShownCredential[], choices: readonly (readonly ShownCredential[])[]): boolean {
  return choices.some((wanted) => wanted.every((credential) => held.some((own) => covers(own, credential))));
}

function covers(held: ShownCredential, wanted: ShownCredential): boolean {
  const isOther = (held.hasTwin || wanted.hasTwin) && held.name !== wanted.name;
  if (held.scheme !== wanted.scheme || isOther) return false;
  const isReachable = held.flows.length === 0 || held.flows.every((flow) => wanted.flows.includes(flow));
  return isReachable && wanted.scopes.every((scope) => held.scopes.includes(scope));
}
