import type { MappingContext } from "./mapping-context.js";

/** A table of the plant folder that translates codes of B2MML files. */
export interface MappingTable {
  /** Key of the table in plant.yaml, such as `mappings.unit`. */
  readonly key: string;
  readonly entries: Readonly<Record<string, string>>;
}

/**
 * Looks a code up in the plant's table. A code that the table maps others to is already translated and stays.
 * A code that is nowhere in the table is MAPPING_MISSING: a guess would reach the shop floor.
 */
export function mapCode(
  table: MappingTable,
  code: string,
  pointer: string,
  context: MappingContext,
): string | undefined {
  const mapped = Object.hasOwn(table.entries, code) ? table.entries[code] : undefined;
  if (mapped !== undefined) return mapped;
  if (Object.values(table.entries).includes(code)) return code;
  return refuseUnmapped(table.key, code, pointer, context);
}

/** Reports a code the plant does not translate, with the key to add. */
export function refuseUnmapped(key: string, code: string, pointer: string, context: MappingContext): undefined {
  return context.findings.refuse({
    code: "MAPPING_MISSING",
    message: `Plant ${context.profile.plant} does not map "${code}" in ${key}.`,
    pointer,
    fix: `Add ${JSON.stringify(code)} to ${key} in plant.yaml and apply the plant folder.`,
  });
}
