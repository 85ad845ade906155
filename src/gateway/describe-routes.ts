import type { HttpMethod } from "./contract-operation.js";
import type { ContractSet } from "./contract-set.js";
import type { PlantLocation } from "./operation-extension.js";

/** One served route, for the list of everything that is reachable and the permission it needs. */
export interface ContractRoute {
  readonly method: HttpMethod;
  /** As the contract writes it, with the base path: `/production-order/v1/orders/{plantCode}`. */
  readonly url: string;
  readonly operationId: string;
  readonly permission: string;
  readonly plant: PlantLocation;
}

export function describeRoutes(contracts: ContractSet): readonly ContractRoute[] {
  return contracts.operations.map(({ operation: { method, basePath, path, operationId, extension } }) => ({
    method,
    url: `${basePath}${path}`,
    operationId,
    permission: extension.permission,
    plant: extension.plant,
  }));
}
