/** What a contract file holds once it is read: plain JSON, whether it was written as JSON or as YAML. */
export type JsonValue = string | number | boolean | null | JsonValue[] | JsonObject;

/** A JSON object; its members keep the order of the file. */
export interface JsonObject {
  [member: string]: JsonValue;
}

/** True for an object that is neither null nor an array. */
export function isJsonObject(value: unknown): value is JsonObject {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
