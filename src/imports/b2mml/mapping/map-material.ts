import type { MaterialDefinition } from "../message/b2mml-message.js";
import { B2MML_PROBLEMS } from "../problems.js";
import type { GovernedCall } from "./governed-documents.js";
import { mapMaterialNumber } from "./map-material-number.js";
import { mapUnit } from "./map-unit.js";
import type { MappingContext } from "./mapping-context.js";
import { masterDataCall } from "./master-data-call.js";
import { propertyValue, reportUncarried } from "./property-values.js";

const BASE_UNIT = "BaseUnitOfMeasure";
const HAZARD = "HazardousMaterialWarning";
const DESCRIPTION_LENGTH_MAX = 120;

/** MaterialDefinition → material master record of the plant. */
export function mapMaterial(definition: MaterialDefinition, context: MappingContext): GovernedCall | undefined {
  reportUncarried(definition.properties, [BASE_UNIT, HAZARD], context);
  const baseUnit = mapBaseUnit(definition, context);
  if (baseUnit === undefined) return undefined;
  const number = mapMaterialNumber(definition.id, context);
  const description = definition.description?.slice(0, DESCRIPTION_LENGTH_MAX);
  const hazardWarnings = definition.properties.find((property) => property.id === HAZARD)?.values ?? [];
  const document = {
    number,
    ...(description === undefined ? {} : { description }),
    baseUnit,
    ...(hazardWarnings.length === 0 ? {} : { hazardWarnings: [...new Set(hazardWarnings)] }),
  };
  return masterDataCall("material", document, context.profile.plant);
}

function mapBaseUnit(definition: MaterialDefinition, context: MappingContext): string | undefined {
  const unit = propertyValue(definition.properties, BASE_UNIT);
  if (unit !== undefined) return mapUnit(unit, definition.pointer, context);
  return context.findings.refuse({
    code: B2MML_PROBLEMS.B2MML_CONTENT_MISSING.code,
    message: `Material ${definition.id} has no property ${BASE_UNIT}.`,
    pointer: definition.pointer,
    fix: `Send the base unit as the property ${BASE_UNIT}.`,
  });
}
