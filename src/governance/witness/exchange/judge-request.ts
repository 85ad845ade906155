import type { Cursor } from "../../breaking/structure/cursor.js";
import { mediaTypeCounterpart } from "../../breaking/structure/openapi/media-type.js";
import { parameterForm } from "../../breaking/structure/openapi/parameter-form.js";
import { parametersOf } from "../../breaking/structure/openapi/parameters.js";
import { serverUrls } from "../../breaking/structure/openapi/server-urls.js";
import { type Refusals, refusal, type ShownRequest } from "./exchange.js";
import { findOperation, type HttpOperation } from "./http-operation.js";
import { parameterText } from "./parameter-text.js";
import { sampleValue } from "./sample-value.js";
import { credentialChoices, isLetIn } from "./shown-credentials.js";

/** What a contract does not take of a request; the values of body and parameters are the validators' business. */
export function refusalsOfRequest(root: Cursor, request: ShownRequest): Refusals {
  const found = findOperation(root, request.method, request.path);
  if (found === undefined) return [refusal("", "operation", `nothing answers ${request.method} ${request.path}`)];
  return [
    ...serverRefusals(found, request),
    ...parameterRefusals(found, request),
    ...bodyRefusals(found.operation.at("requestBody"), request),
    ...securityRefusals(found, request),
    ...extensionRefusals(found.operation.at("x-interlock"), request),
  ];
}

/** The servers that hold for an operation: its own, its path's, or the contract's. */
export function serversOf({ root, pathItem, operation }: HttpOperation): string[] {
  return serverUrls([operation, pathItem].find((holder) => holder.has("servers")) ?? root);
}

function serverRefusals(operation: HttpOperation, { server }: ShownRequest): Refusals {
  const isKnown = serversOf(operation).includes(server);
  return isKnown ? [] : [refusal("/server", "server", `no server ${server} is named`)];
}

function parameterRefusals({ pathItem, operation, template }: HttpOperation, request: ShownRequest): Refusals {
  const parameters = parametersOf(pathItem, operation, template);
  const refusals: Refusals[number][] = [];
  for (const [key, parameter] of parameters) {
    const place = key.split(" ")[0] ?? "";
    const isMissing =
      place !== "path" && parameterForm(parameter, place).isRequired && request.parameters[key] === undefined;
    if (isMissing) refusals.push(refusal("/parameters", "parameter", `the parameter ${key} is missing`));
  }
  for (const [key, text] of Object.entries(request.parameters)) {
    const parameter = parameters.get(key);
    const pointer = `/parameters/${key}`;
    if (parameter === undefined) refusals.push(refusal(pointer, "parameter", `no parameter ${key} is known`));
    else refusals.push(...textRefusals(parameter, key, text, pointer));
  }
  return refusals;
}

/** A parameter is read the way the contract writes it; anything else is read as something else. */
function textRefusals(parameter: Cursor, key: string, text: string, pointer: string): Refusals {
  const place = key.split(" ")[0] ?? "";
  const name = parameter.text("name") ?? "";
  if (text === `${name}=` && place === "query") {
    const isTaken = parameterForm(parameter, place).allowsEmptyValue;
    return isTaken ? [] : [refusal(pointer, "parameter", `the parameter ${key} must not be empty`)];
  }
  const known = WRITTEN_VALUES.map((value) => parameterText(parameter, place, value));
  const own = sampleValue(parameter.at("schema"));
  const isReadable = [...known, parameterText(parameter, place, own)].includes(text);
  return isReadable ? [] : [refusal(pointer, "parameter", `the parameter ${key} is not written so`)];
}

/** Values whose written forms tell styles apart. */
export const WRITTEN_VALUES: readonly unknown[] = ["text", ["a", "b"], { a: "1", b: "2" }, "a/b"];

function bodyRefusals(requestBody: Cursor, { contentType }: ShownRequest): Refusals {
  if (contentType === undefined) {
    return requestBody.isTrue("required") ? [refusal("", "body", "a body is wanted")] : [];
  }
  if (!requestBody.exists) return [refusal("/body", "body", "no body is taken")];
  const names = requestBody
    .at("content")
    .entries()
    .map(([name]) => name);
  const isTaken = mediaTypeCounterpart(contentType, names) !== undefined;
  return isTaken ? [] : [refusal("/contentType", "media-type", `bodies of ${contentType} are not taken`)];
}

function securityRefusals({ operation, root }: HttpOperation, { credentials }: ShownRequest): Refusals {
  const isAllowed = isLetIn(credentials, credentialChoices(operation, root));
  return isAllowed ? [] : [refusal("/credentials", "security", "these credentials are not enough")];
}

function extensionRefusals(extension: Cursor, { permission, parameters }: ShownRequest): Refusals {
  const wanted = extension.text("permission");
  const isKeyMissing =
    extension.text("idempotency") === "required" && parameters["header idempotency-key"] === undefined;
  return [
    ...(wanted === undefined || permission === undefined || wanted === permission
      ? []
      : [refusal("/permission", "permission", `the permission ${wanted} is asked for`)]),
    ...(isKeyMissing ? [refusal("/parameters", "idempotency-key", "an Idempotency-Key is asked for")] : []),
  ];
}
