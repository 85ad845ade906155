import { hash } from "node:crypto";
import { canonicalJson, isObject, type JsonObject } from "./canonical-json.js";

/** A pact as the registry keeps it: its text, and the address of what it demands. */
export interface PactContent {
  /** 40 hexadecimal digits over interactions, messages and specification version; nothing else of the file counts. */
  readonly sha: string;
  readonly specVersion: string | undefined;
  readonly body: string;
  readonly interactionCount: number;
  readonly messageCount: number;
  /** Ids of its interactions and messages, each once; a result of the same interaction holds in other contents too. */
  readonly interactionShas: readonly string[];
}

/** Order of members and of interactions does not make another content. */
export function pactContent(document: JsonObject): PactContent {
  const interactions = listOf(document["interactions"]);
  const messages = listOf(document["messages"]);
  const specVersion = specVersionOf(document);
  const demands = { interactions: sorted(interactions), messages: sorted(messages), specVersion: specVersion ?? null };
  return {
    sha: hash("sha256", canonicalJson(demands), "hex").slice(0, 40),
    specVersion,
    body: JSON.stringify(document),
    interactionCount: interactions.length,
    messageCount: messages.length,
    interactionShas: idsOf([...interactions, ...messages]),
  };
}

/** The same document with an `_id` on each interaction, by which a verifier names it in its results. */
export function withInteractionIds(document: JsonObject): JsonObject {
  const identified = (name: string): JsonObject => {
    const list = document[name];
    return Array.isArray(list) ? { [name]: list.map(withId) } : {};
  };
  return { ...document, ...identified("interactions"), ...identified("messages") };
}

/**
 * What two publications of one version make together (`onConflict: merge`). Returns undefined when both have an
 * interaction of the same description and provider states with different content.
 */
export function mergePacts(before: JsonObject, after: JsonObject): JsonObject | undefined {
  const merged: Record<string, unknown> = { ...before, ...after };
  for (const name of ["interactions", "messages"]) {
    const list = mergeLists(listOf(before[name]), listOf(after[name]));
    if (list === undefined) return undefined;
    if (name in before || name in after) merged[name] = list;
  }
  return merged;
}

function mergeLists(before: readonly unknown[], after: readonly unknown[]): readonly unknown[] | undefined {
  const byIdentity = new Map(before.map((interaction) => [identityOf(interaction), interaction]));
  for (const interaction of after) {
    const identity = identityOf(interaction);
    const present = byIdentity.get(identity);
    if (present !== undefined && idOf(present) !== idOf(interaction)) return undefined;
    byIdentity.set(identity, interaction);
  }
  return [...byIdentity.values()];
}

function identityOf(interaction: unknown): string {
  if (!isObject(interaction)) return canonicalJson(interaction);
  const { type, description, providerStates, providerState } = interaction;
  return canonicalJson([type, description, providerStates ?? providerState]);
}

function withId(interaction: unknown): unknown {
  return isObject(interaction) ? { ...interaction, _id: idOf(interaction) } : interaction;
}

/** None where something is no interaction: nothing can be said about a part of it. */
function idsOf(list: readonly unknown[]): readonly string[] {
  return list.every(isObject) ? [...new Set(list.map(idOf))] : [];
}

function idOf(interaction: unknown): string {
  const { _id, ...rest } = isObject(interaction) ? interaction : {};
  return hash("sha1", canonicalJson(rest), "hex");
}

function specVersionOf({ metadata }: JsonObject): string | undefined {
  if (!isObject(metadata)) return undefined;
  const specification = metadata["pactSpecification"] ?? metadata["pact-specification"];
  const version = isObject(specification) ? specification["version"] : metadata["pactSpecificationVersion"];
  return typeof version === "string" ? version : undefined;
}

const listOf = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : []);
const sorted = (list: readonly unknown[]): readonly string[] => list.map(canonicalJson).toSorted();
