import type { Finding } from "../../../kernel/finding.js";
import { compare, rational } from "../../../kernel/rational.js";
import type { MovedLot, MovementLine } from "../../movement.js";
import { type MovementCheck, type MovementContext, refuse } from "./movement-context.js";

/** Unit of things that are counted (UNECE Rec 20). */
const PIECE = "C62";

/** Serial numbers are named where the material has them, as many as there are pieces. */
export const checkSerials: MovementCheck = ({ lines }, context) =>
  context.isReversal ? [] : lines.flatMap((line, index) => checkLine(line, `/lines/${index}/lots`, context));

function checkLine(line: MovementLine, pointer: string, context: MovementContext): Finding[] {
  const isTracked = context.records.find("material", line.materialNumber)?.serialTracked === true;
  const hasNone = (line.lots ?? []).every(({ serials }) => serials === undefined);
  if (isTracked && hasNone) {
    const message = `Material ${line.materialNumber} is managed by serial numbers, and line ${line.lineNumber} names none.`;
    return [refuse("SERIAL_REQUIRED", pointer, message, "Name the serial numbers in the lots of the line.")];
  }
  return (line.lots ?? []).flatMap((lot, place) => checkCount(lot, line, `${pointer}/${place}/serials`, context));
}

function checkCount(
  { lotNumber, quantity, serials }: MovedLot,
  { materialNumber }: MovementLine,
  pointer: string,
  { materialUnits }: MovementContext,
): Finding[] {
  if (serials === undefined) return [];
  const pieces = materialUnits.convert(quantity, PIECE, materialNumber);
  if (pieces !== undefined && compare(pieces, rational(BigInt(serials.length))) === 0) return [];
  const message = `Lot ${lotNumber} names ${serials.length} serial numbers for ${quantity.value} ${quantity.unit}.`;
  return [refuse("BAD_QUANTITY", pointer, message, "Name one serial number for each piece.")];
}
