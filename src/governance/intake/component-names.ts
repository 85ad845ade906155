import { posix } from "node:path";
import type { JsonObject } from "./json-value.js";

/** How far a pointer belongs to one component: `$defs/X`, `components/<section>/X` or the whole file. */
export function splitAtComponent(pointer: string): { readonly component: string; readonly below: string } {
  const match = /^(\/(?:\$defs|definitions|schemas)\/[^/]+|\/components\/[^/]+\/[^/]+)(\/.*)?$/.exec(pointer);
  return { component: match?.[1] ?? "", below: match === null ? pointer : (match[2] ?? "") };
}

/** A name that the section does not use yet, made from the pointer or the file, the same for the same bundle. */
export function freeComponentName(section: JsonObject, file: string, component: string): string {
  const stem = posix.basename(file).replace(/\.[^.]*$/, "");
  const own = component === "" ? stem : (component.split("/").at(-1) ?? stem);
  for (const name of [own, `${stem}.${own}`, `${posix.basename(posix.dirname(file))}.${stem}.${own}`].map(allowed)) {
    if (!Object.hasOwn(section, name)) return name;
  }
  return numbered(section, allowed(`${stem}.${own}`), 2);
}

function numbered(section: JsonObject, name: string, next: number): string {
  const candidate = `${name}.${next}`;
  return Object.hasOwn(section, candidate) ? numbered(section, name, next + 1) : candidate;
}

/** OpenAPI 3.1 §4.8.7 allows only these characters. */
function allowed(name: string): string {
  return name
    .replaceAll("~1", "-")
    .replaceAll("~0", "-")
    .replace(/[^A-Za-z0-9._-]/g, "-");
}
