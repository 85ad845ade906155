import type { ContractOperation, ContractParameter } from "../../src/gateway/contract-operation.js";

/** Decoded values by parameter, as a request carries them. */
export interface ParameterValues {
  readonly path: Readonly<Record<string, unknown>>;
  readonly query: Readonly<Record<string, unknown>>;
  readonly header: Readonly<Record<string, unknown>>;
}

/** Path and query of a request (OpenAPI 3.1 §4.8.12.3: styles simple, form and deepObject). */
export function writeTarget(operation: ContractOperation, { path, query }: ParameterValues): string {
  const address = operation.path.replaceAll(/\{([^}]+)\}/g, (_whole, name: string) => encode(textOf(path[name])));
  const parts = operation.parameters
    .filter((parameter) => parameter.in === "query" && parameter.name in query)
    .flatMap((parameter) => writeQuery(parameter, query[parameter.name]));
  return `${operation.basePath}${address}${parts.length === 0 ? "" : `?${parts.join("&")}`}`;
}

function writeQuery({ name, style, explode }: ContractParameter, value: unknown): readonly string[] {
  if (Array.isArray(value)) {
    const items = value.map((item) => encode(textOf(item)));
    return explode ? items.map((item) => `${encode(name)}=${item}`) : [`${encode(name)}=${items.join(",")}`];
  }
  if (style === "deepObject")
    return Object.entries(value as object).map(
      ([key, member]) => `${encode(`${name}[${key}]`)}=${encode(textOf(member))}`,
    );
  return [`${encode(name)}=${encode(textOf(value))}`];
}

/** Lists in a header are divided by commas. */
export function writeHeaders({ header }: ParameterValues): Record<string, string> {
  return Object.fromEntries(Object.entries(header).map(([name, value]) => [name.toLowerCase(), textOf(value)]));
}

export function textOf(value: unknown): string {
  if (Array.isArray(value)) return value.map(textOf).join(",");
  return typeof value === "string" ? value : JSON.stringify(value);
}

const encode = (text: string): string => encodeURIComponent(text.toWellFormed());
