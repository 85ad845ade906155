import type { Cursor } from "../../breaking/structure/cursor.js";
import { parameterForm } from "../../breaking/structure/openapi/parameter-form.js";
import { parametersOf } from "../../breaking/structure/openapi/parameters.js";
import type { ShownRequest } from "./exchange.js";
import { concretePath, type HttpOperation } from "./http-operation.js";
import { serversOf, WRITTEN_VALUES } from "./judge-request.js";
import { parameterText } from "./parameter-text.js";
import { sampleValue } from "./sample-value.js";
import { credentialChoices } from "./shown-credentials.js";

/** The smallest request an operation takes, then each with one thing more or written in another way it allows. */
export function* makeRequests(operation: HttpOperation): Generator<ShownRequest> {
  const smallest = smallestRequest(operation);
  yield smallest;
  for (const server of serversOf(operation)) yield { ...smallest, server };
  for (const credentials of credentialChoices(operation.operation, operation.root)) yield { ...smallest, credentials };
  yield* bodiesOf(operation, smallest);
  yield* parametersIn(operation, smallest);
}

function smallestRequest(operation: HttpOperation): ShownRequest {
  const required = parametersBesidePath(operation).filter(
    ([key, parameter]) => parameterForm(parameter, placeOf(key)).isRequired,
  );
  const body = operation.operation.at("requestBody");
  const contentType = body.isTrue("required") ? mediaTypesOf(body)[0] : undefined;
  const permission = operation.operation.at("x-interlock").text("permission");
  return {
    server: serversOf(operation)[0] ?? "/",
    method: operation.method,
    path: concretePath(operation.template),
    parameters: Object.fromEntries(required.map(([key, parameter]) => [key, textOf(key, parameter)])),
    ...(contentType === undefined ? {} : { contentType }),
    credentials: credentialChoices(operation.operation, operation.root)[0] ?? [],
    ...(permission === undefined ? {} : { permission }),
  };
}

/** Without a body where it may be left out, and once in every media type. */
function* bodiesOf({ operation }: HttpOperation, smallest: ShownRequest): Generator<ShownRequest> {
  const { contentType: _contentType, ...request } = smallest;
  const body = operation.at("requestBody");
  if (!body.isTrue("required")) yield request;
  for (const contentType of mediaTypesOf(body)) yield { ...request, contentType };
}

/** A range is shown by a type inside it that nobody else names. */
function mediaTypesOf(body: Cursor): string[] {
  const names = body
    .at("content")
    .entries()
    .map(([name]) => name);
  return names.map((name) => name.replace("*/*", "application/x-other").replace("/*", "/x-other"));
}

function* parametersIn(operation: HttpOperation, smallest: ShownRequest): Generator<ShownRequest> {
  for (const [key, parameter] of parametersBesidePath(operation)) {
    const withText = (text: string): ShownRequest => ({
      ...smallest,
      parameters: { ...smallest.parameters, [key]: text },
    });
    yield withText(textOf(key, parameter));
    if (parameterForm(parameter, placeOf(key)).allowsEmptyValue) yield withText(`${parameter.text("name") ?? ""}=`);
    for (const value of WRITTEN_VALUES) yield withText(parameterText(parameter, placeOf(key), value));
  }
}

function parametersBesidePath({ pathItem, operation, template }: HttpOperation): [string, Cursor][] {
  return [...parametersOf(pathItem, operation, template)].filter(([key]) => !key.startsWith("path "));
}

const placeOf = (key: string): string => key.split(" ")[0] ?? "";

function textOf(key: string, parameter: Cursor): string {
  return parameterText(parameter, placeOf(key), sampleValue(parameter.at("schema")));
}
