import type { Cursor } from "../../breaking/structure/cursor.js";
import { mediaTypeCounterpart } from "../../breaking/structure/openapi/media-type.js";
import { type Refusals, refusal, type ShownAnswer } from "./exchange.js";
import { concretePath, findOperation, type HttpOperation } from "./http-operation.js";
import { parameterText } from "./parameter-text.js";
import { sampleValue } from "./sample-value.js";

/** Every answer an operation describes, in each media type, with all headers and with the promised ones only. */
export function* makeAnswers({ operation, method, template }: HttpOperation): Generator<ShownAnswer> {
  for (const [status, response] of operation.at("responses").entries()) {
    if (status.startsWith("x-")) continue;
    const headers = headersOf(response);
    const all = textsOf(headers);
    const promised = textsOf(headers.filter(([, header]) => header.isTrue("required")));
    const types = response
      .at("content")
      .entries()
      .map(([name]) => name.replace("*/*", "application/x-other").replace("/*", "/x-other"));
    for (const headerTexts of [promised, all])
      for (const contentType of types.length === 0 ? [undefined] : types)
        yield {
          method,
          path: concretePath(template),
          status: statusOf(status),
          ...(contentType === undefined ? {} : { contentType }),
          headers: headerTexts,
        };
  }
}

/** What a contract does not tell its readers about an answer: they cannot be prepared for it. */
export function refusalsOfAnswer(root: Cursor, answer: ShownAnswer): Refusals {
  const found = findOperation(root, answer.method, answer.path);
  if (found === undefined) return [refusal("", "operation", `nothing answers ${answer.method} ${answer.path}`)];
  const response = responseFor(found.operation.at("responses"), answer.status);
  if (response === undefined) return [refusal("/status", "status", `no answer ${answer.status} is described`)];
  return [...headerRefusals(headersOf(response), answer), ...contentRefusals(response, answer)];
}

function responseFor(responses: Cursor, status: string): Cursor | undefined {
  const name = [status, `${status.charAt(0)}XX`, `${status.charAt(0)}xx`, "default"].find((candidate) =>
    responses.has(candidate),
  );
  return name === undefined ? undefined : responses.at(name);
}

/** Ranges are shown by a status nobody gives a meaning of its own. */
function statusOf(status: string): string {
  return status === "default" ? "599" : status.replaceAll(/[xX]/g, "9");
}

function headersOf(response: Cursor): [string, Cursor][] {
  return response
    .at("headers")
    .entries()
    .map(([name, header]): [string, Cursor] => [name.toLowerCase(), header]);
}

function textsOf(headers: readonly [string, Cursor][]): Record<string, string> {
  return Object.fromEntries(
    headers.map(([name, header]) => [name, parameterText(header, "header", sampleValue(header.at("schema")))]),
  );
}

function headerRefusals(headers: readonly [string, Cursor][], answer: ShownAnswer): Refusals {
  const missing = headers.filter(([name, header]) => header.isTrue("required") && answer.headers[name] === undefined);
  const known = new Map(headers);
  const others = Object.entries(answer.headers).flatMap(([name, text]) => {
    const header = known.get(name);
    if (header === undefined) return [refusal(`/headers/${name}`, "header", `no header ${name} is described`)];
    const isReadable = parameterText(header, "header", sampleValue(header.at("schema"))) === text;
    return isReadable ? [] : [refusal(`/headers/${name}`, "header", `the header ${name} is not written so`)];
  });
  return [
    ...missing.map(([name]) => refusal("/headers", "header", `the promised header ${name} is missing`)),
    ...others,
  ];
}

function contentRefusals(response: Cursor, { contentType }: ShownAnswer): Refusals {
  const names = response
    .at("content")
    .entries()
    .map(([name]) => name);
  if (contentType === undefined) {
    return names.length === 0 ? [] : [refusal("/contentType", "media-type", "a body is promised")];
  }
  const isKnown = mediaTypeCounterpart(contentType, names) !== undefined;
  return isKnown ? [] : [refusal("/contentType", "media-type", `no body of ${contentType} is described`)];
}
