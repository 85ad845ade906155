import type { Quantity } from "../../../kernel/quantity.js";
import { type Rational, ZERO, add, compare, formatRounded, multiply, parseDecimal } from "../../../kernel/rational.js";
import type { OrderRelease } from "../../order-release.js";
import { type PlantCheck, type PlantData, refuse, warn } from "./release-check.js";

const MASS_UNIT = "KGM";
const SHOWN_DECIMALS = 3;

/** Consumed mass exceeds produced mass at most by the plant's factor (domain §2b 14). Lines without a mass are not weighed. */
export const checkMassBalance: PlantCheck = (order, data) => {
  const produced = producedMass(order, data);
  if (produced === undefined) {
    const message = `${order.quantity.unit} of ${order.material.number} has no mass, so the mass balance was not drawn.`;
    return [
      warn(
        "MASS_BALANCE",
        "/quantity/unit",
        message,
        "Add a unit of mass to the material's altUnits, or set massBalance to IGNORE.",
      ),
    ];
  }
  const consumed = sum(
    order.components.filter(({ isByProduct }) => isByProduct !== true),
    data,
  );
  const factor = data.profile.release.massBalanceFactorMax;
  if (compare(consumed, multiply(produced, parseDecimal(String(factor)))) <= 0) return [];
  const message = `The order consumes ${shown(consumed)} to produce ${shown(produced)}; plant ${order.plantCode} allows ${factor} times as much.`;
  return [
    refuse(
      "MASS_BALANCE",
      "/components",
      message,
      "Correct the quantities, or release.massBalanceFactorMax of the plant.",
    ),
  ];
};

/** Product, co-products and by-products; undefined when the product itself has no mass. */
function producedMass(order: OrderRelease, data: PlantData): Rational | undefined {
  const product = mass(order.quantity, order.material.number, data);
  if (product === undefined) return undefined;
  const byProducts = order.components.filter(({ isByProduct }) => isByProduct === true);
  return add(product, sum([...byProducts, ...(order.coProducts ?? [])], data));
}

function sum(
  lines: readonly { readonly quantity: Quantity; readonly materialNumber: string }[],
  data: PlantData,
): Rational {
  return lines.reduce(
    (total, { quantity, materialNumber }) => add(total, mass(quantity, materialNumber, data) ?? ZERO),
    ZERO,
  );
}

function mass(quantity: Quantity, materialNumber: string, data: PlantData): Rational | undefined {
  return data.materialUnits.convert(quantity, MASS_UNIT, materialNumber);
}

const shown = (amount: Rational): string => `${formatRounded(amount, SHOWN_DECIMALS)} ${MASS_UNIT}`;
