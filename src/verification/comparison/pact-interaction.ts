import { isJsonObject, type JsonObject, listAt, objectAt, textAt } from "./json.js";
import { MatchingRules } from "./matching-rules.js";
import { type UsedValue, usedValueOf } from "./used-value.js";

/** One half of an exchange as the consumer needs it. */
export interface UsedPart {
  /** Lower-case field names. */
  readonly headers: ReadonlyMap<string, UsedValue>;
  readonly body: UsedValue | undefined;
  /** Media type without parameters, lower case; undefined where the pact does not say. */
  readonly mediaType: string | undefined;
}

export interface HttpInteraction {
  readonly kind: "http";
  readonly description: string;
  readonly method: string;
  readonly path: string;
  readonly isPathVariable: boolean;
  readonly query: ReadonlyMap<string, UsedValue>;
  readonly request: UsedPart;
  readonly status: number;
  readonly response: UsedPart;
}

export interface MessageInteraction {
  readonly kind: "message";
  readonly description: string;
  /** The AsyncAPI operation it belongs to (`comments.references.AsyncAPI.operationId`). */
  readonly operationId: string | undefined;
  readonly contents: UsedPart;
}

export type PactInteraction = HttpInteraction | MessageInteraction;

/** What a pact of specification 2, 3 or 4 uses. Interactions of kinds that no contract describes are left out. */
export function interactionsOf(pact: JsonObject): readonly PactInteraction[] {
  const interactions = listAt(pact, "interactions").filter(isJsonObject).map(interactionOf);
  const messages = listAt(pact, "messages").filter(isJsonObject).map(messageOf);
  return [...interactions, ...messages].filter((interaction) => interaction !== undefined);
}

function interactionOf(interaction: JsonObject): PactInteraction | undefined {
  const type = textAt(interaction, "type") ?? "Synchronous/HTTP";
  if (type === "Synchronous/HTTP") return httpOf(interaction);
  return type === "Asynchronous/Messages" ? messageOf(interaction) : undefined;
}

function httpOf(interaction: JsonObject): HttpInteraction {
  const [request, response] = [objectAt(interaction, "request"), objectAt(interaction, "response")];
  const status = response["status"];
  return {
    kind: "http",
    description: textAt(interaction, "description") ?? "",
    method: (textAt(request, "method") ?? "GET").toUpperCase(),
    path: textAt(request, "path") ?? "/",
    isPathVariable: MatchingRules.of(request, "path").isVariable([]),
    query: queryOf(request),
    request: partOf(request, "body"),
    status: typeof status === "number" ? status : 200,
    response: partOf(response, "body"),
  };
}

function messageOf(message: JsonObject): MessageInteraction {
  const references = objectAt(objectAt(objectAt(message, "comments"), "references"), "AsyncAPI");
  return {
    kind: "message",
    description: textAt(message, "description") ?? "",
    operationId: textAt(references, "operationId"),
    contents: partOf(message, "contents"),
  };
}

function partOf(part: JsonObject, category: "body" | "contents"): UsedPart {
  const headers = namedValues(objectAt(part, "headers"), MatchingRules.of(part, "header"), true);
  const body = part[category];
  const rules = MatchingRules.of(part, category === "contents" && !hasRules(part, "contents") ? "body" : category);
  const typed = contentTypeOf(part, body);
  const mediaType = typed?.split(";")[0]?.trim().toLowerCase();
  const used = body === undefined || body === null ? undefined : usedValueOf(contentOf(body), rules);
  return { headers, body: used, mediaType };
}

const hasRules = (part: JsonObject, category: string): boolean => category in objectAt(part, "matchingRules");

function contentTypeOf(part: JsonObject, body: unknown): string | undefined {
  const own = textAt(body, "contentType") ?? textAt(objectAt(part, "metadata"), "contentType");
  if (own !== undefined) return own;
  const header = Object.entries(objectAt(part, "headers")).find(([name]) => name.toLowerCase() === "content-type");
  const written: unknown = header?.[1];
  const value: unknown = Array.isArray(written) ? written[0] : written;
  return typeof value === "string" ? value : undefined;
}

/** Since specification 4 a body says how it is written down: `{content, contentType, encoded}`. */
function contentOf(body: unknown): unknown {
  return isJsonObject(body) && "content" in body && ("contentType" in body || "encoded" in body)
    ? body["content"]
    : body;
}

function queryOf(request: JsonObject): ReadonlyMap<string, UsedValue> {
  const { query } = request;
  const listed = typeof query === "string" ? Object.fromEntries(new URLSearchParams(query)) : query;
  return namedValues(isJsonObject(listed) ? listed : {}, MatchingRules.of(request, "query"), false);
}

function namedValues(
  values: JsonObject,
  rules: MatchingRules,
  isCaseInsensitive: boolean,
): ReadonlyMap<string, UsedValue> {
  return new Map(
    Object.keys(values).map((name) => [
      isCaseInsensitive ? name.toLowerCase() : name,
      { isVariable: rules.isVariable([name]), members: new Map<string, UsedValue>(), items: undefined },
    ]),
  );
}
