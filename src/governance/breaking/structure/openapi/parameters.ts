import type { Cursor } from "../cursor.js";
import { templateVariables } from "./path-template.js";

/** Header fields that OpenAPI describes elsewhere; a parameter of that name is ignored (OpenAPI 3.1 §4.8.12.2). */
const IGNORED_HEADERS: ReadonlySet<string> = new Set(["accept", "content-type", "authorization"]);

/** A parameter's identity: where it is and its name, in the way two contracts must agree on. */
function keyOf(place: string, name: string, template: string): string {
  if (place === "header") return `header ${name.toLowerCase()}`;
  if (place !== "path") return `${place} ${name}`;
  const position = templateVariables(template).indexOf(name);
  return position < 0 ? `path ${name}` : `path {${position + 1}}`;
}

/** All parameters of an operation by key; those of the path item hold unless the operation has the same one. */
export function parametersOf(pathItem: Cursor, operation: Cursor, template: string): Map<string, Cursor> {
  const parameters = new Map<string, Cursor>();
  for (const parameter of [...pathItem.at("parameters").items(), ...operation.at("parameters").items()]) {
    const [place, name] = [parameter.text("in"), parameter.text("name")];
    if (place === undefined || name === undefined) continue;
    if (place === "header" && IGNORED_HEADERS.has(name.toLowerCase())) continue;
    parameters.set(keyOf(place, name, template), parameter);
  }
  return parameters;
}
