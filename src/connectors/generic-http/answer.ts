import type { ErpDocumentRef } from "../connector.js";

const textOf = (value: unknown): string | undefined => {
  if (typeof value === "number") return String(value);
  return typeof value === "string" && value !== "" ? value : undefined;
};

const membersOf = (value: unknown): Readonly<Record<string, unknown>> =>
  typeof value === "object" && value !== null ? (value as Readonly<Record<string, unknown>>) : {};

/** The mapped `{number, year?, item?}`; undefined without a number. */
export function documentRefOf(mapped: unknown): ErpDocumentRef | undefined {
  const members = membersOf(mapped);
  const [number, year, item] = ["number", "year", "item"].map((name) => textOf(members[name]));
  if (number === undefined) return undefined;
  return { number, ...(year === undefined ? {} : { year }), ...(item === undefined ? {} : { item }) };
}

/** The mapped `{code, text}` of a refusal; undefined when the answer says no code. */
export function errorTextOf(mapped: unknown): { readonly code: string; readonly text: string } | undefined {
  const members = membersOf(mapped);
  const code = textOf(members["code"]);
  return code === undefined ? undefined : { code, text: textOf(members["text"]) ?? code };
}
