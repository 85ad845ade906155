import type { Finding } from "../../../kernel/finding.js";
import { type Quantity, amountOf } from "../../../kernel/quantity.js";
import { type Rational, formatExact, formatRounded } from "../../../kernel/rational.js";
import type { OrderRelease } from "../../order-release.js";
import { type PlantCheck, type PlantData, refuse, warn } from "./release-check.js";

/** A quantity of the order and the material it measures. */
interface Measure {
  readonly quantity: Quantity;
  readonly materialNumber: string;
  readonly pointer: string;
}

/** Every unit is known, converts exactly to the material's base unit, and fits the ERP's decimals (domain §5(a) 9). */
export const checkUnitMapping: PlantCheck = (order, data) =>
  measuresOf(order).flatMap((measure) => checkMeasure(measure, data));

function measuresOf(order: OrderRelease): Measure[] {
  const product = order.material.number;
  return [
    { quantity: order.quantity, materialNumber: product, pointer: "/quantity" },
    ...order.operations.flatMap(({ quantity }, index) =>
      quantity === undefined ? [] : [{ quantity, materialNumber: product, pointer: `/operations/${index}/quantity` }],
    ),
    ...order.components.flatMap(({ quantity, materialNumber, allocatedLots }, index) => [
      { quantity, materialNumber, pointer: `/components/${index}/quantity` },
      ...(allocatedLots ?? []).map((lot, place) => ({
        quantity: lot.quantity,
        materialNumber,
        pointer: `/components/${index}/allocatedLots/${place}/quantity`,
      })),
    ]),
    ...(order.coProducts ?? []).map(({ quantity, materialNumber }, index) => ({
      quantity,
      materialNumber,
      pointer: `/coProducts/${index}/quantity`,
    })),
  ];
}

function checkMeasure(measure: Measure, data: PlantData): Finding[] {
  const { quantity, materialNumber, pointer } = measure;
  const material = data.records.find("material", materialNumber);
  if (material === undefined) return data.units.find(quantity.unit) === undefined ? [unknownUnit(measure)] : [];
  const inBaseUnit = data.materialUnits.convert(quantity, material.baseUnit, materialNumber);
  if (inBaseUnit !== undefined) return checkScale(measure, inBaseUnit, material.baseUnit, data);
  if (data.units.find(quantity.unit) === undefined) return [unknownUnit(measure)];
  const message = `${quantity.unit} does not convert to ${material.baseUnit}, the base unit of ${materialNumber}.`;
  return [
    refuse(
      "UOM_NOT_CONVERTIBLE",
      `${pointer}/unit`,
      message,
      `Order in ${material.baseUnit}, or add ${quantity.unit} to the material's altUnits.`,
    ),
  ];
}

/** Postings are sent in the order's unit, so digits lost there are lost by us; the ERP itself rounds its base unit. */
function checkScale(
  { quantity, pointer }: Measure,
  inBaseUnit: Rational,
  baseUnit: string,
  { profile }: PlantData,
): Finding[] {
  const scale = profile.systems.erp.quantityScale;
  if (formatExact(amountOf(quantity), scale) === undefined) {
    const message = `${quantity.value} ${quantity.unit} has more than the ${scale} decimals ${profile.systems.erp.name} keeps.`;
    return [
      refuse("UOM_ROUNDING_LOSS", `${pointer}/value`, message, `Order at most ${scale} decimals, or a smaller unit.`),
    ];
  }
  if (formatExact(inBaseUnit, scale) !== undefined) return [];
  const message = `${quantity.value} ${quantity.unit} is not exact in ${baseUnit}; ${profile.systems.erp.name} will keep ${formatRounded(inBaseUnit, scale)}.`;
  return [warn("UOM_ROUNDING_LOSS", `${pointer}/value`, message, `Order in ${baseUnit} to avoid the loss.`)];
}

function unknownUnit({ quantity, pointer }: Measure): Finding {
  const message = `${quantity.unit} is not a known unit.`;
  return refuse(
    "UOM_UNKNOWN",
    `${pointer}/unit`,
    message,
    "Use a code of UNECE Rec 20, or send master data unit-of-measure.",
  );
}
