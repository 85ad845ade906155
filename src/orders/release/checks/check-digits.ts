import { hasValidCheckDigit } from "../../../kernel/check-digit.js";
import type { Finding } from "../../../kernel/finding.js";
import { type DocumentCheck, refuse } from "./release-check.js";

/** GTIN of the product and SSCC of every allocated handling unit (GS1 General Specifications §7.9). */
export const checkDigits: DocumentCheck = (order) => [
  ...checkKey("GTIN", order.material.gtin, "/material/gtin"),
  ...order.components.flatMap((component, line) =>
    (component.allocatedLots ?? []).flatMap((lot, place) =>
      checkKey("SSCC", lot.handlingUnit, `/components/${line}/allocatedLots/${place}/handlingUnit`),
    ),
  ),
];

function checkKey(kind: string, digits: string | undefined, pointer: string): Finding[] {
  if (digits === undefined || hasValidCheckDigit(digits)) return [];
  return [
    refuse("BAD_CHECK_DIGIT", pointer, `${kind} ${digits} has a wrong check digit.`, "Correct the key at its source."),
  ];
}
