import { type Finding, pointerToken } from "../kernel/finding.js";
import type { PlantProfile } from "../plants/public.js";
import { ErpMappings } from "./generic-http/erp-mappings.js";
import type { GenericErpOptions, GenericMesOptions } from "./generic-http/options.js";
import { Mapping } from "./mapping/mapping.js";

/**
 * Every JSONata expression of a plant that cannot be used, with its place. What is found here would otherwise refuse the
 * first document it is for.
 */
export function checkConnectorProfile(profile: PlantProfile, source: string): Finding[] {
  return mappingsOf(profile).flatMap(({ fault, place }) =>
    fault === undefined ? [] : [invalid(source, place, fault)],
  );
}

function mappingsOf(profile: PlantProfile): readonly Mapping[] {
  const { erp, mes } = profile.systems;
  return [
    // The schema of plant profiles has proven the options of this adapter.
    ...(erp.adapter === "generic-http" ? new ErpMappings(profile, erp.options as GenericErpOptions).all : []),
    ...(mes.adapter === "generic-http"
      ? [new Mapping((mes.options as GenericMesOptions).body, "systems.mes.options.body")]
      : []),
  ];
}

function invalid(source: string, place: string, fault: string): Finding {
  return {
    code: "MAPPING_INVALID",
    severity: "ERROR",
    check: "mapping",
    message: `${source}: ${place} ${fault}.`,
    pointer: `/${place.split(".").map(pointerToken).join("/")}`,
    fix: "Correct the JSONata expression; docs/guides/connectors.md names what mappings may use.",
  };
}
