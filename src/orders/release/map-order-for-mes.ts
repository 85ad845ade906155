import type { Quantity } from "../../kernel/quantity.js";
import type { PlantMappings } from "../../plants/public.js";
import type { OrderRelease } from "../order-release.js";

/**
 * The order in the codes of the plant: work centres as MES resources; units, materials and storage locations as the
 * plant calls them. A code without a mapping stays as it is; whether that may be was a release check. Components stay
 * one by one: two lines of one material are two lines in the MES.
 */
export function mapOrderForMes(order: OrderRelease, mappings: PlantMappings): Readonly<Record<string, unknown>> {
  const codes = new PlantCodes(mappings);
  const { material, quantity, operations, components, coProducts, ...rest } = order;
  return {
    ...rest,
    material: { ...material, number: codes.material(material.number) },
    quantity: codes.quantity(quantity),
    operations: operations.map((operation) => ({
      ...operation,
      workCenterCode: codes.workCenter(operation.workCenterCode),
      ...(operation.quantity === undefined ? {} : { quantity: codes.quantity(operation.quantity) }),
    })),
    components: components.map((component) => mapComponent(component, codes)),
    ...(coProducts === undefined
      ? {}
      : {
          coProducts: coProducts.map((product) => ({
            materialNumber: codes.material(product.materialNumber),
            quantity: codes.quantity(product.quantity),
          })),
        }),
  };
}

type Component = OrderRelease["components"][number];

function mapComponent(component: Component, codes: PlantCodes): Readonly<Record<string, unknown>> {
  const { storageLocationCode, substituteFor, allocatedLots } = component;
  return {
    ...component,
    materialNumber: codes.material(component.materialNumber),
    quantity: codes.quantity(component.quantity),
    ...(storageLocationCode === undefined ? {} : { storageLocationCode: codes.storageLocation(storageLocationCode) }),
    ...(substituteFor === undefined ? {} : { substituteFor: codes.material(substituteFor) }),
    ...(allocatedLots === undefined
      ? {}
      : { allocatedLots: allocatedLots.map((lot) => ({ ...lot, quantity: codes.quantity(lot.quantity) })) }),
  };
}

/** The plant's codes. Work centres are mapped towards the MES; the other mappings lead from the plant and are inverted. */
class PlantCodes {
  readonly #units: ReadonlyMap<string, string>;
  readonly #materials: ReadonlyMap<string, string>;
  readonly #storageLocations: ReadonlyMap<string, string>;
  readonly #workCenters: ReadonlyMap<string, string>;

  constructor(mappings: PlantMappings) {
    this.#units = inverse(mappings.unit);
    this.#materials = inverse(mappings.material);
    this.#storageLocations = inverse(mappings.storageLocation);
    this.#workCenters = new Map(Object.entries(mappings.workCenter));
  }

  quantity({ value, unit }: Quantity): Quantity {
    return { value, unit: this.#units.get(unit) ?? unit };
  }

  material(code: string): string {
    return this.#materials.get(code) ?? code;
  }

  storageLocation(code: string): string {
    return this.#storageLocations.get(code) ?? code;
  }

  workCenter(code: string): string {
    return this.#workCenters.get(code) ?? code;
  }
}

/** Where several plant codes mean the same, the first one of the profile is the one the plant gets. */
function inverse(mapping: Readonly<Record<string, string>>): ReadonlyMap<string, string> {
  const pairs = Object.entries(mapping).map(([plantCode, canonical]) => [canonical, plantCode] as const);
  return new Map(pairs.toReversed());
}
