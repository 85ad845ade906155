import { canonicalJson, isObject, type JsonObject } from "../content/canonical-json.js";

/** A state that consumers ask the provider to be in. */
export interface ProviderState {
  readonly name: string;
  readonly params?: JsonObject;
  /** Names, in order. */
  readonly consumers: readonly string[];
}

interface NamedState {
  readonly name: string;
  readonly params?: JsonObject;
}

/** The states of several pacts: the same name with the same parameters is one state. */
export function collectProviderStates(
  pacts: readonly { readonly consumer: string; readonly document: JsonObject }[],
): readonly ProviderState[] {
  const states = new Map<string, { readonly state: NamedState; readonly consumers: Set<string> }>();
  for (const { consumer, document } of pacts) {
    for (const state of statesOf(document)) {
      const key = canonicalJson(state);
      const known = states.get(key) ?? { state, consumers: new Set<string>() };
      states.set(key, known);
      known.consumers.add(consumer);
    }
  }
  return [...states.values()]
    .toSorted(({ state: a }, { state: b }) => compare(a.name, b.name) || compare(paramsText(a), paramsText(b)))
    .map(({ state, consumers }) => ({ ...state, consumers: [...consumers].toSorted() }));
}

function statesOf(document: JsonObject): readonly NamedState[] {
  const lists = [document["interactions"], document["messages"]].filter((list) => Array.isArray(list));
  return lists.flat().filter(isObject).flatMap(statesOfInteraction);
}

/** One text up to version 2 of the specification (`provider_state` in the oldest files), a list since version 3. */
function statesOfInteraction(interaction: JsonObject): readonly NamedState[] {
  const list = interaction["providerStates"];
  if (Array.isArray(list)) return list.filter(isObject).flatMap(readState);
  const name = interaction["providerState"] ?? interaction["provider_state"];
  return typeof name === "string" && name !== "" ? [{ name }] : [];
}

function readState({ name, params }: JsonObject): readonly NamedState[] {
  if (typeof name !== "string") return [];
  return [isObject(params) && Object.keys(params).length > 0 ? { name, params } : { name }];
}

const paramsText = ({ params }: NamedState): string => (params === undefined ? "" : canonicalJson(params));

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
