import type { Cursor } from "../../breaking/structure/cursor.js";

/** A value that shows how a parameter of this kind is written: a list, an object or a text. */
export function sampleValue(schema: Cursor): unknown {
  const type = schema.at("type").value;
  const types = Array.isArray(type) ? type : [type];
  if (types.includes("array") || schema.has("items")) return ["a", "b"];
  if (types.includes("object") || schema.has("properties")) return { a: "1", b: "2" };
  return "text";
}
