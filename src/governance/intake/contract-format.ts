import { isJsonObject, type JsonValue } from "./json-value.js";

/** Description formats Interlock reads. */
export type ContractFormat = "openapi-3.0" | "openapi-3.1" | "openapi-3.2" | "asyncapi-2" | "asyncapi-3";

/** The format a document declares in its first member, or undefined when it is none of them. */
export function contractFormatOf(document: JsonValue): ContractFormat | undefined {
  if (!isJsonObject(document)) return undefined;
  const openapi = /^(3\.[012])\.[0-9]+/.exec(versionText(document["openapi"]))?.[1];
  if (openapi === "3.0" || openapi === "3.1" || openapi === "3.2") return `openapi-${openapi}`;
  const asyncapi = /^([23])\.[0-9]+\.[0-9]+/.exec(versionText(document["asyncapi"]))?.[1];
  return asyncapi === "2" || asyncapi === "3" ? `asyncapi-${asyncapi}` : undefined;
}

/** OpenAPI or AsyncAPI, whatever the version. */
export function contractFamilyOf(format: ContractFormat): "openapi" | "asyncapi" {
  return format.startsWith("openapi") ? "openapi" : "asyncapi";
}

function versionText(value: JsonValue | undefined): string {
  return typeof value === "string" ? value : "";
}
