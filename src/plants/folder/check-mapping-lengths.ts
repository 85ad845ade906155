import { type Finding, pointerToken } from "../../kernel/finding.js";
import { ERP_CODE_LENGTHS, type MappedErpCode } from "../erp-code-lengths.js";
import type { PlantProfile } from "../plant-profile.js";

/** A code that the ERP cannot take would park the first document that carries it. */
export function checkMappingLengths({ systems, mappings }: PlantProfile): Finding[] {
  const lengths = ERP_CODE_LENGTHS[systems.erp.adapter] ?? {};
  // Units are mapped from the plant's to the canonical ones, all others the other way round.
  const sent: Readonly<Record<MappedErpCode, readonly (readonly [key: string, code: string])[]>> = {
    lot: Object.entries(mappings.lot),
    movementType: Object.entries(mappings.movementType),
    reason: Object.entries(mappings.reason),
    unit: Object.keys(mappings.unit).map((alias) => [alias, alias]),
  };
  const kinds: readonly MappedErpCode[] = ["lot", "movementType", "reason", "unit"];
  return kinds.flatMap((kind) => {
    const lengthMax = lengths[kind];
    if (lengthMax === undefined) return [];
    return sent[kind]
      .filter(([, code]) => code.length > lengthMax)
      .map(([key, code]) => tooLong(systems.erp.adapter, kind, key, code, lengthMax));
  });
}

function tooLong(adapter: string, kind: MappedErpCode, key: string, code: string, lengthMax: number): Finding {
  return {
    code: "ADAPTER_FIELD_TOO_LONG",
    severity: "ERROR",
    check: "mapping-length",
    message: `plant.yaml: "${code}" of mappings.${kind} has ${code.length} characters; ${adapter} takes ${lengthMax}.`,
    pointer: `/mappings/${kind}/${pointerToken(key)}`,
    fix: `Map ${key} to a code of at most ${lengthMax} characters, as the ERP has it.`,
  };
}
