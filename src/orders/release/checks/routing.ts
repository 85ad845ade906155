import type { Finding } from "../../../kernel/finding.js";
import type { Routing } from "../../../plants/public.js";
import type { OrderRelease } from "../../order-release.js";
import { type PlantCheck, type PlantData, refuse } from "./release-check.js";

/** Routing and bill exist in the ordered version, are in force, and know what the order uses (domain §5(a) 7). */
export const checkRouting: PlantCheck = (order, data) => {
  const { id, version } = order.routing;
  const routing = data.records.find("routing", `${id}/${version}`);
  const isInForce = routing !== undefined && routing.status !== "OBSOLETE";
  return [
    ...(isInForce
      ? [...checkMaterial(order, routing), ...checkOperations(order, routing)]
      : [routingFinding(order, data, routing)]),
    ...checkBom(order, data),
  ];
};

function routingFinding(order: OrderRelease, { routingVersions }: PlantData, routing: Routing | undefined): Finding {
  const { id, version } = order.routing;
  if (routingVersions.length === 0) {
    const message = `Routing ${id} is not known in plant ${order.plantCode}.`;
    return refuse("ROUTING_MISSING", "/routing/id", message, `Send master data routing ${id}/${version}.`);
  }
  const fault = routing === undefined ? "is not in force" : "is obsolete";
  const message = `Version ${version} of routing ${id} ${fault} on ${order.plannedStart}; known: ${routingVersions.join(", ")}.`;
  return refuse(
    "ROUTING_VERSION_MISMATCH",
    "/routing/version",
    message,
    "Order a version that is in force, or send it as master data.",
  );
}

function checkMaterial(order: OrderRelease, routing: Routing): Finding[] {
  if (routing.materialNumbers === undefined || routing.materialNumbers.includes(order.material.number)) return [];
  const message = `Routing ${routing.id}/${routing.version} does not make ${order.material.number}.`;
  return [
    refuse(
      "ROUTING_MISSING",
      "/routing/id",
      message,
      "Order a routing of the material, or add the material to the routing.",
    ),
  ];
}

function checkOperations(order: OrderRelease, routing: Routing): Finding[] {
  const known = new Set(routing.operations.map((operation) => operation.operationNumber));
  return order.operations.flatMap(({ operationNumber }, index) => {
    if (known.has(operationNumber)) return [];
    const message = `Routing ${routing.id}/${routing.version} has no operation ${operationNumber}.`;
    return [
      refuse(
        "OPERATION_UNKNOWN",
        `/operations/${index}/operationNumber`,
        message,
        "Correct the operation, or add it to the routing.",
      ),
    ];
  });
}

function checkBom(order: OrderRelease, { records }: PlantData): Finding[] {
  const key = `${order.bom.id}/${order.bom.version}`;
  const bom = records.find("bom", key);
  if (bom === undefined || bom.status === "OBSOLETE") {
    const message = `Bill of material ${key} is not in force on ${order.plannedStart} in plant ${order.plantCode}.`;
    return [refuse("BOM_MISSING", "/bom", message, `Send master data bom ${key}.`)];
  }
  if (bom.materialNumber === order.material.number) return [];
  const message = `Bill of material ${key} is of ${bom.materialNumber}, the order of ${order.material.number}.`;
  return [refuse("BOM_MISSING", "/bom", message, "Order the bill of the material.")];
}
