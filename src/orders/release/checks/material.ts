import type { Finding } from "../../../kernel/finding.js";
import { type PlantCheck, refuse } from "./release-check.js";

/** Every material of the order is known and may be used. No plant can soften it: units and stock hang on it. */
export const checkMaterial: PlantCheck = (order, { records }) => {
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
  return uses.flatMap(({ number, pointer }): Finding[] => {
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
};
