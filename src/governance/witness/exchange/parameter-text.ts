import type { Cursor } from "../../breaking/structure/cursor.js";
import { parameterForm } from "../../breaking/structure/openapi/parameter-form.js";

/** Characters that RFC 3986 reserves; percent-encoded unless `allowReserved` says otherwise. */
const RESERVED = /[:/?#[\]@!$&'()*+,;=]/g;

/** How a parameter or header writes a value (OpenAPI 3.1 §4.8.12.4, styles form, simple, label, matrix, delimited). */
export function parameterText(parameter: Cursor, place: string, value: unknown): string {
  const content = parameter.at("content").entries()[0]?.[0];
  if (content !== undefined) return `${content}: ${JSON.stringify(value)}`;
  const { style, isExploded, allowsReserved } = parameterForm(parameter, place);
  const name = parameter.text("name") ?? "";
  const write = (part: unknown): string => (allowsReserved || place === "header" ? String(part) : encode(String(part)));
  if (Array.isArray(value)) return list(style, isExploded, name, value.map(write));
  if (typeof value !== "object" || value === null) return prefixOf(style, name) + write(value);
  const members = Object.entries(value).map(([key, member]) => [write(key), write(member)] as const);
  return object(style, isExploded, name, members);
}

function list(style: string, isExploded: boolean, name: string, items: readonly string[]): string {
  if (style === "form" && isExploded) return items.map((item) => `${name}=${item}`).join("&");
  if (style === "matrix" && isExploded) return items.map((item) => `;${name}=${item}`).join("");
  return prefixOf(style, name) + items.join(style === "label" && isExploded ? "." : separatorOf(style));
}

function object(
  style: string,
  isExploded: boolean,
  name: string,
  members: readonly (readonly [string, string])[],
): string {
  if (style === "deepObject") return members.map(([key, value]) => `${name}[${key}]=${value}`).join("&");
  if (!isExploded) return prefixOf(style, name) + members.flat().join(separatorOf(style));
  const pairs = members.map(([key, value]) => `${key}=${value}`);
  const joint: Readonly<Record<string, string>> = { form: "&", matrix: ";", label: "." };
  return (
    (style === "form" ? "" : style === "matrix" ? ";" : style === "label" ? "." : "") + pairs.join(joint[style] ?? ",")
  );
}

function prefixOf(style: string, name: string): string {
  if (style === "label") return ".";
  if (style === "matrix") return `;${name}=`;
  return style === "simple" ? "" : `${name}=`;
}

function separatorOf(style: string): string {
  if (style === "spaceDelimited") return "%20";
  return style === "pipeDelimited" ? "%7C" : ",";
}

function encode(text: string): string {
  return text.replaceAll(RESERVED, (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`);
}
