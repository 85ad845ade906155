import type { Finding } from "../../../kernel/finding.js";
import type { Movement, MovementLine, MovementType } from "../../movement.js";
import { type MovementCheck, type MovementContext, refuse } from "./movement-context.js";

/** Ends of a movement's storage location that its ERP document cannot do without. */
const LOCATIONS: Readonly<Record<MovementType, readonly ("from" | "to")[]>> = {
  ISSUE_TO_ORDER: ["from"],
  RECEIPT_FROM_ORDER: [],
  BYPRODUCT_RECEIPT: [],
  RETURN_TO_STOCK: [],
  TRANSFER_LOCATION: ["from", "to"],
  TRANSFER_PLANT: ["from", "to"],
  TRANSFER_MATERIAL: ["from"],
  STATUS_CHANGE: ["from"],
  SCRAP: ["from"],
  COUNT_ADJUSTMENT: [],
};

/** Every line says where its material comes from and where it goes, as far as its type of movement needs it. */
export const checkEnds: MovementCheck = (movement, context) =>
  movement.lines.flatMap((line, index) => [
    ...checkLocations(movement, line, `/lines/${index}/storageLocation`, context),
    ...checkStatus(movement, line, `/lines/${index}/stockStatus`),
    ...checkOtherEnd(movement, line, `/lines/${index}`),
  ]);

function checkLocations(
  { movementType }: Movement,
  line: MovementLine,
  pointer: string,
  { order }: MovementContext,
): Finding[] {
  const { from, to } = line.storageLocation ?? {};
  if (movementType === "COUNT_ADJUSTMENT" && (from === undefined) === (to === undefined)) {
    const message = `Line ${line.lineNumber} counts at no place, or at two.`;
    const fix = "Name `to` where more was found than booked, or `from` where less was.";
    return [refuse("STORAGE_LOCATION_MISSING", pointer, message, fix)];
  }
  const component = order?.components.find(({ componentLine }) => componentLine === line.componentLine);
  const isKnown = (end: "from" | "to"): boolean =>
    line.storageLocation?.[end] !== undefined || (end === "from" && (component?.storageLocationCode ?? null) !== null);
  return LOCATIONS[movementType]
    .filter((end) => !isKnown(end))
    .map((end) => {
      const message = `A ${movementType} needs the storage location ${end}, and line ${line.lineNumber} does not name it.`;
      return refuse("STORAGE_LOCATION_MISSING", `${pointer}/${end}`, message, `Name storageLocation.${end}.`);
    });
}

function checkStatus(
  { movementType }: Movement,
  { lineNumber, stockStatus }: MovementLine,
  pointer: string,
): Finding[] {
  if (movementType !== "STATUS_CHANGE") return [];
  const { from, to } = stockStatus ?? {};
  if (from !== undefined && to !== undefined && from !== to) return [];
  const message = `Line ${lineNumber} does not say from which stock status to which other one.`;
  return [refuse("MOVEMENT_END_MISSING", pointer, message, "Name stockStatus.from and stockStatus.to.")];
}

function checkOtherEnd({ movementType, plantCode }: Movement, line: MovementLine, pointer: string): Finding[] {
  const { lineNumber, materialNumber, toMaterialNumber, toPlantCode } = line;
  if (movementType === "TRANSFER_PLANT" && (toPlantCode === undefined || toPlantCode === plantCode)) {
    const message = `Line ${lineNumber} does not name the other plant.`;
    return [refuse("MOVEMENT_END_MISSING", `${pointer}/toPlantCode`, message, "Name toPlantCode.")];
  }
  if (movementType === "TRANSFER_MATERIAL" && (toMaterialNumber === undefined || toMaterialNumber === materialNumber)) {
    const message = `Line ${lineNumber} does not name the other material.`;
    return [refuse("MOVEMENT_END_MISSING", `${pointer}/toMaterialNumber`, message, "Name toMaterialNumber.")];
  }
  return [];
}
