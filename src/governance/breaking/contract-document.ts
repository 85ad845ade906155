/** What a document was written in; it decides how its schemas are read. `json-schema` is a bare schema, any draft. */
export type ContractFormat =
  "openapi-3.0" | "openapi-3.1" | "openapi-3.2" | "asyncapi-2" | "asyncapi-3" | "json-schema";

/** A place in the text the contract was read from; line and column count from 1. */
export interface SourcePosition {
  readonly file: string;
  readonly line: number;
  readonly column: number;
}

/**
 * A contract ready to be compared: plain JSON whose every `$ref` starts with `#` (bundling is intake's work).
 * Nothing here or below it is ever changed by the engine.
 */
export interface ContractDocument {
  readonly format: ContractFormat;
  readonly root: unknown;
  /** Where the value at a JSON pointer (RFC 6901, without `#`) stands in the text; absent for documents made in memory. */
  readonly positionOf?: (pointer: string) => SourcePosition | undefined;
}

export type JsonObject = Readonly<Record<string, unknown>>;

export function isJsonObject(value: unknown): value is JsonObject {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
