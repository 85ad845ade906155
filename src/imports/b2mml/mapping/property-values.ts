import type { PropertyEntry } from "../message/b2mml-message.js";
import { B2MML_PROBLEMS } from "../problems.js";
import type { MappingContext } from "./mapping-context.js";

/** First value of the property with that id. */
export function propertyValue(properties: readonly PropertyEntry[], id: string): string | undefined {
  return properties.find((property) => property.id === id)?.values[0];
}

/** Reports every property the governed documents have no place for; nothing is dropped without a word. */
export function reportUncarried(
  properties: readonly PropertyEntry[],
  carried: readonly string[],
  context: MappingContext,
): void {
  for (const property of properties.filter((candidate) => !carried.includes(candidate.id))) {
    context.findings.add("INFO", {
      code: B2MML_PROBLEMS.B2MML_VALUE_NOT_CARRIED.code,
      message: `${property.id} = ${property.values.join(", ").slice(0, 200) || "(empty)"} is left out.`,
      pointer: property.pointer,
    });
  }
}

/** Component line of an entry: its property `Indice`. A material is never enough, an order may list it twice. */
export function componentLineOf(
  entry: { readonly pointer: string; readonly materialNumber: string; readonly properties: readonly PropertyEntry[] },
  context: MappingContext,
): string | undefined {
  const line = propertyValue(entry.properties, "Indice");
  if (line !== undefined) return line;
  return context.findings.refuse({
    code: B2MML_PROBLEMS.B2MML_CONTENT_MISSING.code,
    message: `Material ${entry.materialNumber} has no property Indice, so its component line is unknown.`,
    pointer: entry.pointer,
    fix: "Send the component line as the property Indice.",
  });
}
