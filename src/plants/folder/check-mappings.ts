import { type Finding, pointerToken } from "../../kernel/finding.js";
import type { MasterDataItem } from "../master-data/master-data-item.js";
import type { PlantMappings, PlantProfile } from "../plant-profile.js";
import { checkMappingLengths } from "./check-mapping-lengths.js";
import { isObject } from "../profile/merge-documents.js";

/** Canonical posting kinds that an ERP books under a movement type of its own. */
const MOVEMENTS = ["ISSUE_TO_ORDER", "RECEIPT_FROM_ORDER", "BYPRODUCT_RECEIPT", "SCRAP"];

/** Every code that the folder's own data uses must be mapped, or the first order that uses it would be refused. */
export function checkMappings(profile: PlantProfile, records: readonly MasterDataItem[]): Finding[] {
  const documents = (type: string): Readonly<Record<string, unknown>>[] =>
    records.flatMap((record) => (record.type === type && isObject(record.document) ? [record.document] : []));
  const keys = (type: string): Set<string> =>
    new Set(documents(type).map((document) => `${String(document["id"])}/${String(document["version"])}`));
  return [
    ...unmapped(
      profile,
      "workCenter",
      "Work centre",
      workCentersOf(documents("routing"), documents("work-center"), profile),
    ),
    ...unmapped(
      profile,
      "reason",
      "Reason",
      documents("reason-code").map((reason) => String(reason["code"])),
    ),
    ...unmapped(profile, "movementType", "Movement", MOVEMENTS),
    ...recipesWithout(profile, "routing", keys("routing")),
    ...recipesWithout(profile, "bom", keys("bom")),
    ...checkMappingLengths(profile),
  ];
}

function workCentersOf(
  routings: readonly Readonly<Record<string, unknown>>[],
  workCenters: readonly Readonly<Record<string, unknown>>[],
  profile: PlantProfile,
): string[] {
  const used = routings
    .flatMap((routing): unknown[] => (Array.isArray(routing["operations"]) ? routing["operations"] : []))
    .map((operation) => (isObject(operation) ? operation["workCenterCode"] : undefined))
    .filter((code) => typeof code === "string");
  return [
    ...used,
    ...workCenters.map((workCenter) => String(workCenter["code"])),
    ...Object.values(profile.b2mml.center),
  ];
}

function unmapped(
  profile: PlantProfile,
  mapping: keyof PlantMappings,
  noun: string,
  codes: readonly string[],
): Finding[] {
  return [...new Set(codes)]
    .filter((code) => !Object.hasOwn(profile.mappings[mapping], code))
    .map((code) => ({
      code: "MAPPING_MISSING",
      severity: "ERROR" as const,
      check: "mapping-completeness",
      message: `plant.yaml: ${noun} ${code} is used by the plant's data, but mappings.${mapping} does not map it.`,
      pointer: `/mappings/${mapping}/${pointerToken(code)}`,
      fix: `Add mappings.${mapping}.${code} to plant.yaml.`,
    }));
}

/** Only a folder that brings routings (bills) at all is taken to bring those of its recipes too. */
function recipesWithout(profile: PlantProfile, member: "routing" | "bom", keys: ReadonlySet<string>): Finding[] {
  if (keys.size === 0) return [];
  return Object.entries(profile.b2mml.recipe)
    .map(([material, recipe]) => ({ material, key: `${recipe[member].id}/${recipe[member].version}` }))
    .filter(({ key }) => !keys.has(key))
    .map(({ material, key }) => ({
      code: "MAPPING_MISSING",
      severity: "ERROR" as const,
      check: "mapping-completeness",
      message: `plant.yaml: the recipe of ${material} names ${member} ${key}, which master-data/${member}.yaml does not have.`,
      pointer: `/b2mml/recipe/${pointerToken(material)}/${member}`,
      fix: `Add ${member} ${key} to master-data/${member}.yaml or correct the recipe.`,
    }));
}
