import { ContractReader, type Place } from "./contract-document.js";
import { textAt } from "./json.js";
import { type MatchedOperation, matchOperation } from "./match-operation.js";
import type { HttpInteraction, UsedPart } from "./pact-interaction.js";
import type { UsedInteraction } from "./used-interaction.js";
import { UsedPlaces } from "./used-places.js";
import type { UsedValue } from "./used-value.js";

/** Where an HTTP interaction touches an OpenAPI document; undefined when the document has no such operation. */
export function placesOfHttp(reader: ContractReader, interaction: HttpInteraction): UsedInteraction | undefined {
  const matched = matchOperation(reader, interaction.method, interaction.path);
  if (matched === undefined) return undefined;
  const [request, response] = [new UsedPlaces(reader), new UsedPlaces(reader)];
  const sent = new Set<string>();
  request.structure.add(matched.pathItem.pointer).add(matched.operation.pointer);
  for (const parameter of parametersOf(reader, matched)) {
    const used = valueOfParameter(parameter, interaction);
    if (used === undefined) continue;
    sent.add(parameterName(parameter));
    request.structure.add(parameter.pointer);
    request.addSchema(reader.member(parameter, "schema"), used);
  }
  addBody(reader, request, reader.member(matched.operation, "requestBody"), interaction.request);
  addResponse(reader, response, matched.operation, interaction);
  const status = interaction.status.toString();
  return { user: matched.label, request, response, sent, status, read: new Set(interaction.response.headers.keys()) };
}

/** As a comparison names parameters: `query limit`, `header x-plant`. */
function parameterName({ value }: Place): string {
  const [location, name] = [textAt(value, "in") ?? "", textAt(value, "name") ?? ""];
  return `${location} ${location === "header" ? name.toLowerCase() : name}`;
}

function parametersOf(reader: ContractReader, { pathItem, operation }: MatchedOperation): readonly Place[] {
  return [pathItem, operation].flatMap((holder) =>
    reader.members(reader.member(holder, "parameters")).map(([, parameter]) => parameter),
  );
}

function valueOfParameter({ value }: Place, interaction: HttpInteraction): UsedValue | undefined {
  const name = textAt(value, "name") ?? "";
  if (textAt(value, "in") === "query") return interaction.query.get(name);
  if (textAt(value, "in") === "header") return interaction.request.headers.get(name.toLowerCase());
  if (textAt(value, "in") !== "path") return undefined;
  return { isVariable: interaction.isPathVariable, members: new Map(), items: undefined };
}

function addResponse(reader: ContractReader, places: UsedPlaces, operation: Place, interaction: HttpInteraction): void {
  const responses = reader.member(operation, "responses");
  const names = [interaction.status.toString(), `${interaction.status.toString()[0]}XX`, "default"];
  const response = names.map((name) => reader.member(responses, name)).find(({ value }) => value !== undefined);
  if (response === undefined) return;
  for (const [name, header] of reader.members(reader.member(response, "headers"))) {
    const used = interaction.response.headers.get(name.toLowerCase());
    if (used === undefined) continue;
    places.structure.add(header.pointer);
    places.addSchema(reader.member(header, "schema"), used);
  }
  addBody(reader, places, response, interaction.response);
}

function addBody(reader: ContractReader, places: UsedPlaces, holder: Place, { body, mediaType }: UsedPart): void {
  if (holder.value === undefined || body === undefined) return;
  places.structure.add(holder.pointer);
  for (const [name, content] of reader.members(reader.member(holder, "content"))) {
    if (mediaType !== undefined && !isSameMediaType(name, mediaType)) continue;
    places.structure.add(content.pointer);
    places.addSchema({ pointer: `${content.pointer}/schema`, value: schemaOf(content) }, body);
  }
}

const schemaOf = ({ value }: Place): unknown =>
  value !== null && typeof value === "object" ? (Reflect.get(value, "schema") as unknown) : undefined;

/** A range of the contract, such as `application/*`, holds the type. */
function isSameMediaType(declared: string, used: string): boolean {
  const own = declared.split(";")[0]?.trim().toLowerCase() ?? "";
  return own === used || own === "*/*" || (own.endsWith("/*") && used.startsWith(own.slice(0, -1)));
}
