import { type DeepReadonly, NotRepresentable, type RequestOf } from "../../../gateway/public.js";
import { compare, parseDecimal } from "../../../kernel/rational.js";
import type { operations as v1 } from "./v1.gen.js";
import type { operations as v2 } from "./v2.gen.js";

type MovementV1 = RequestOf<v1["createMovement"]>["body"];
type MovementV2 = RequestOf<v2["createMovement"]>["body"];
type LineV2 = MovementV2["lines"][number];
type Lots = DeepReadonly<NonNullable<LineV2["lots"]>>;
type Quantity = LineV2["quantity"];

/** What version 2 asks for where version 1 let it be left out. */
const REASON_UNSPECIFIED = "UNSPECIFIED";

/** The one line of version 1 as a document with one line. */
export function toMovementV2(movement: MovementV1): MovementV2 {
  const { plantCode, movementType, orderNumber, occurredAt, postingDate, extensions } = movement;
  const reasonCode = movement.reasonCode ?? (movementType === "SCRAP" ? REASON_UNSPECIFIED : undefined);
  return {
    plantCode,
    movementType,
    ...(orderNumber === undefined ? {} : { orderNumber }),
    ...(reasonCode === undefined ? {} : { reasonCode }),
    occurredAt,
    ...(postingDate === undefined ? {} : { postingDate }),
    lines: [toLine(movement)],
    ...(extensions === undefined ? {} : { extensions }),
  };
}

function toLine(movement: MovementV1): LineV2 {
  const {
    plantCode: _plantCode,
    movementType: _movementType,
    orderNumber: _orderNumber,
    reasonCode: _reasonCode,
    occurredAt: _occurredAt,
    postingDate: _postingDate,
    extensions: _extensions,
    lotNumber,
    fromStockStatus: from,
    toStockStatus: to,
    ...same
  } = movement;
  const stockStatus = { ...(from === undefined ? {} : { from }), ...(to === undefined ? {} : { to }) };
  return {
    lineNumber: 1,
    ...same,
    ...(lotNumber === undefined ? {} : { lots: [{ lotNumber, quantity: same.quantity }] }),
    ...(from === undefined && to === undefined ? {} : { stockStatus }),
  };
}

/** @throws NotRepresentable for more than one line or lot, serials, or a lot that is not the whole line */
export function toMovementV1({ lines, ...header }: DeepReadonly<MovementV2>): DeepReadonly<MovementV1> {
  const [line, ...others] = lines;
  if (line === undefined || others.length > 0)
    throw new NotRepresentable(`The movement has ${lines.length} lines; version 1 has one.`);
  const { lineNumber: _lineNumber, lots = [], stockStatus, ...same } = line;
  const lotNumber = lotNumberOf(lots, line.quantity);
  return {
    ...header,
    ...same,
    ...(lotNumber === undefined ? {} : { lotNumber }),
    ...(stockStatus?.from === undefined ? {} : { fromStockStatus: stockStatus.from }),
    ...(stockStatus?.to === undefined ? {} : { toStockStatus: stockStatus.to }),
  };
}

function lotNumberOf(lots: Lots, quantity: Quantity): string | undefined {
  const [lot, ...others] = lots;
  if (others.length > 0) throw new NotRepresentable(`The movement has ${lots.length} lots; version 1 has at most one.`);
  if (lot?.serials !== undefined)
    throw new NotRepresentable("The lot of the movement has serials; version 1 has none.");
  if (lot !== undefined && !isSame(lot.quantity, quantity))
    throw new NotRepresentable("The lot of the movement is a part of its quantity; in version 1 it is the whole.");
  return lot?.lotNumber;
}

const isSame = (one: Quantity, other: Quantity): boolean =>
  one.unit === other.unit && compare(parseDecimal(one.value), parseDecimal(other.value)) === 0;

const PLACES: readonly (readonly [RegExp, string])[] = [
  [/^\/lots\/0\/quantity/, "/quantity"],
  [/^\/lots(\/.*)?$/, "/lotNumber"],
  [/^\/stockStatus\/to$/, "/toStockStatus"],
  [/^\/stockStatus(\/from)?$/, "/fromStockStatus"],
  [/^\/lineNumber$/, ""],
];

/**
 * Where version 1 has what stands at a JSON pointer into a movement of version 2, or into an item of a list with one.
 * `/lines` itself stays: what came from version 1 has one line, so it can only be an unknown member of what was sent.
 */
export function toPointerV1(pointer: string): string {
  const found = /^(\/movement)?\/lines\/0(\/.*)?$/.exec(pointer);
  if (found === null) return pointer;
  const [, item = "", inLine = ""] = found;
  const place = PLACES.find(([pattern]) => pattern.test(inLine));
  return item + (place === undefined ? inLine : inLine.replace(place[0], place[1]));
}
