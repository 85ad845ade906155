import type { Finding } from "../../../kernel/finding.js";
import { checkHolds } from "./holds.js";
import { type PlantCheck, refuse } from "./release-check.js";

/**
 * Every material of the order is known and may be used, and no hold keeps it, or anything else that the order needs, from
 * being released. No plant can soften it: units and stock hang on the one, and quality decides on the other.
 */
export const checkMaterial: PlantCheck = (order, { records, holds }) => {
  const uses = [
    { number: order.material.number, pointer: "/material/number" },
    ...order.components.map(({ materialNumber }, index) => ({
      number: materialNumber,
      pointer: `/components/${index}/materialNumber`,
    })),
    ...(order.coProducts ?? []).map(({ materialNumber }, index) => ({
      number: materialNumber,
      pointer: `/coProducts/${index}/materialNumber`,
    })),
  ];
  const ofMaterials = uses.flatMap(({ number, pointer }): Finding[] => {
    const material = records.find("material", number);
    if (material === undefined) {
      const message = `Material ${number} is not known in plant ${order.plantCode}.`;
      return [refuse("MATERIAL_UNKNOWN", pointer, message, `Send master data material ${number}.`)];
    }
    if (material.status !== "BLOCKED") return [];
    return [
      refuse(
        "MATERIAL_BLOCKED",
        pointer,
        `Material ${number} is blocked.`,
        "Unblock the material, or order another one.",
      ),
    ];
  });
  return [...ofMaterials, ...checkHolds(order, holds)];
};
