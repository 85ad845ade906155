import { InterlockError } from "../kernel/problem.js";
import type { AuthorityField, OwningSystem, PlantProfile } from "./plant-profile.js";
import { plantProblems } from "./problems.js";

const PRESETS: Readonly<
  Record<NonNullable<PlantProfile["authority"]>["preset"], Readonly<Record<AuthorityField, OwningSystem>>>
> = {
  "erp-control-mes-execution": {
    orderControl: "ERP",
    plannedQuantity: "ERP",
    plannedDates: "ERP",
    execution: "MES",
    movements: "MES",
    quality: "QMS",
    stockPhysical: "WMS",
    stockValuation: "ERP",
  },
};

/**
 * Who holds this permission in a plant speaks for the system (governance-rules/policy). An ERP that reports stock, where
 * there is no WMS, speaks for both.
 */
const SPEAKERS: Readonly<Record<OwningSystem, string>> = {
  ERP: "order:release",
  MES: "order:acknowledge",
  QMS: "quality:hold",
  WMS: "stock:report",
};

/** Who may set things right in the name of any system; each such write is in the audit with its actor. */
const CORRECTS_FOR_ALL = "confirmation:correct";

/** Whether the caller speaks for the system that owns the field. */
export function speaksForOwner(profile: PlantProfile | undefined, field: AuthorityField, holds: Holds): boolean {
  return holds(SPEAKERS[ownerOf(profile, field)]);
}

/** What a caller may do in a plant. */
export type Holds = (permission: string) => boolean;

/** The system that owns a field in the plant. @param profile undefined for a plant without one: the preset holds */
export function ownerOf(profile: PlantProfile | undefined, field: AuthorityField): OwningSystem {
  const { preset = "erp-control-mes-execution", overrides = {} } = profile?.authority ?? {};
  return overrides[field] ?? PRESETS[preset][field];
}

/**
 * Refuses a write of fields that another system owns. A caller that speaks for no system, such as an operator, is let
 * pass: what it may write is then only a matter of its permissions.
 * @throws InterlockError NOT_AUTHORITATIVE naming each field and its owner
 */
export function requireAuthority(
  profile: PlantProfile | undefined,
  plantCode: string,
  fields: readonly AuthorityField[],
  holds: Holds,
): void {
  const foreign = fields.filter((field) => !holds(SPEAKERS[ownerOf(profile, field)]));
  if (foreign.length === 0 || holds(CORRECTS_FOR_ALL)) return;
  const speaksFor = Object.entries(SPEAKERS).flatMap(([system, permission]) => (holds(permission) ? [system] : []));
  if (speaksFor.length === 0) return;
  const owners = foreign.map((field) => `${field} belongs to ${ownerOf(profile, field)}`).join(", ");
  const detail = `In plant ${plantCode} ${owners}; you write for ${speaksFor.join(" and ")}. Have the owner write it, or change authority.overrides of the plant.`;
  throw new InterlockError(plantProblems.NOT_AUTHORITATIVE, { detail, plantCode });
}
