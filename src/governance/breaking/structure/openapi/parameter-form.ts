import type { Cursor } from "../cursor.js";
import type { ParameterForm } from "../subjects.js";

/** Styles that OpenAPI 3.1 §4.8.12.2 takes when none is given. */
const STYLE_DEFAULTS: Readonly<Record<string, string>> = {
  path: "simple",
  header: "simple",
  query: "form",
  cookie: "form",
};

/** Fills in everything OpenAPI leaves to defaults, so that writing a default down is no change. */
export function parameterForm(parameter: Cursor, place: string): ParameterForm {
  const style = parameter.text("style") ?? STYLE_DEFAULTS[place] ?? "form";
  const explode = parameter.at("explode").value;
  return {
    isRequired: place === "path" || parameter.isTrue("required"),
    style,
    isExploded: typeof explode === "boolean" ? explode : style === "form",
    allowsReserved: parameter.isTrue("allowReserved"),
    allowsEmptyValue: place === "query" && parameter.isTrue("allowEmptyValue"),
    isScalar: isScalarSchema(parameter.at("schema")),
  };
}

/** True only where the type is written down; a schema without one may admit anything. */
function isScalarSchema(schema: Cursor): boolean {
  const type = schema.at("type").value;
  const types = Array.isArray(type) ? type : [type];
  return types.every((name) => typeof name === "string" && name !== "array" && name !== "object");
}
