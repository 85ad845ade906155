import type { MappingContext } from "./mapping-context.js";

/** Material number of the ERP. The table is for plants whose files say it differently; most need no entry at all. */
export function mapMaterialNumber(material: string, context: MappingContext): string {
  const { material: entries } = context.profile.mappings;
  return (Object.hasOwn(entries, material) ? entries[material] : undefined) ?? material;
}
