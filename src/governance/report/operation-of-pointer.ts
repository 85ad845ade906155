const OPENAPI_PLACE = /^\/(?:paths|webhooks)\/([^/]+)\/(get|put|post|delete|options|head|patch|trace|query)(?:\/|$)/;
const ASYNCAPI_PLACE = /^\/(operations|channels)\/([^/]+)/;

/** The operation or message that a place of a contract belongs to, as a list of at most one. */
export function operationOfPointer(pointer: string): readonly string[] {
  const operation = OPENAPI_PLACE.exec(pointer);
  if (operation !== null) return [`${(operation[2] ?? "").toUpperCase()} ${unescaped(operation[1] ?? "")}`];
  const part = ASYNCAPI_PLACE.exec(pointer);
  if (part === null) return [];
  return [`${part[1] === "operations" ? "operation" : "channel"} ${unescaped(part[2] ?? "")}`];
}

function unescaped(token: string): string {
  return token.replaceAll("~1", "/").replaceAll("~0", "~");
}
