import type { Finding } from "../../../kernel/finding.js";
import { ZERO, add, compare } from "../../../kernel/rational.js";
import { type Lot, instantOf, lotKey } from "../../../plants/public.js";
import { type Movement, type MovementLine, TAKES_FROM_STOCK } from "../../movement.js";
import { type MovementCheck, type MovementContext, refuse } from "./movement-context.js";

/** Lots are named where the material has them, add up to their line exactly, and may be used where material is taken. */
export const checkLots: MovementCheck = (movement, context) =>
  context.isReversal
    ? []
    : movement.lines.flatMap((line, index) => {
        const pointer = `/lines/${index}/lots`;
        return [
          ...checkRequired(line, pointer, context),
          ...checkSum(line, pointer, context),
          ...checkUsable(movement, line, pointer, context),
        ];
      });

function checkRequired(line: MovementLine, pointer: string, { records, order }: MovementContext): Finding[] {
  const { componentLine, lineNumber, lots, materialNumber } = line;
  const component = order?.components.find((candidate) => candidate.componentLine === componentLine);
  const isRequired = records.find("material", materialNumber)?.lotTracked === true || component?.lotRequired === true;
  if (!isRequired || lots !== undefined) return [];
  const message = `Material ${materialNumber} is managed in lots, and line ${lineNumber} names none.`;
  const fix = "Name the lots of the line; their quantities add up to its quantity.";
  return [refuse("LOT_REQUIRED", pointer, message, fix)];
}

function checkSum(line: MovementLine, pointer: string, { materialUnits }: MovementContext): Finding[] {
  const { lots, materialNumber, quantity } = line;
  if (lots === undefined) return [];
  const amounts = lots.map((lot) => materialUnits.convert(lot.quantity, quantity.unit, materialNumber));
  // A unit without a conversion is a finding of its own.
  if (amounts.includes(undefined)) return [];
  const sum = amounts.reduce((soFar, amount) => add(soFar ?? ZERO, amount ?? ZERO), ZERO) ?? ZERO;
  const total = materialUnits.convert(quantity, quantity.unit, materialNumber) ?? ZERO;
  if (compare(sum, total) === 0) return [];
  const message = `The lots of line ${line.lineNumber} do not add up to its quantity.`;
  return [refuse("BAD_QUANTITY", pointer, message, "Make the sum of the lots equal the quantity.")];
}

/** What is received may be a new lot; what is taken must exist and be free. */
function checkUsable(
  { movementType, occurredAt }: Movement,
  { lots, materialNumber }: MovementLine,
  pointer: string,
  { records }: MovementContext,
): Finding[] {
  if (!TAKES_FROM_STOCK.has(movementType) || records.find("material", materialNumber)?.lotTracked !== true) return [];
  return (lots ?? []).flatMap(({ lotNumber }, place) => {
    const lot = records.find("lot", lotKey(materialNumber, lotNumber));
    if (lot === undefined) {
      const message = `Lot ${lotNumber} of ${materialNumber} is not known.`;
      const fix = `Correct the lot, or send master data lot ${lotKey(materialNumber, lotNumber)}.`;
      return [refuse("LOT_UNKNOWN", `${pointer}/${place}/lotNumber`, message, fix)];
    }
    const obstacle = movementType === "SCRAP" ? undefined : obstacleOf(lot, occurredAt);
    if (obstacle === undefined) return [];
    const message = `Lot ${lotNumber} of ${materialNumber} ${obstacle}.`;
    return [
      refuse("LOT_RESTRICTED", `${pointer}/${place}/lotNumber`, message, "Take another lot, or release this one."),
    ];
  });
}

/** Only IN_PROCESS and UNRESTRICTED lots may be consumed (ISA-95), until they expire. */
function obstacleOf(lot: Lot, at: string): string | undefined {
  if (lot.disposition !== "UNRESTRICTED" && lot.disposition !== "IN_PROCESS")
    return `has the disposition ${lot.disposition}`;
  const isExpired = lot.expiresAt !== undefined && instantOf(lot.expiresAt) <= instantOf(at);
  return isExpired ? `expired on ${lot.expiresAt}` : undefined;
}
