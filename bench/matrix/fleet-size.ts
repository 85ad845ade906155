/** How large a registry is; `growth` multiplies the rows of the matrix. */
export interface FleetSize {
  readonly consumers: number;
  readonly providers: number;
  readonly providersOfConsumer: number;
  readonly consumerVersions: number;
  readonly contentsOfPair: number;
  readonly providerVersions: number;
}

const BASE = { consumers: 130, providers: 100, providersOfConsumer: 30 } as const;

/** 1.17 million rows, or ten times as many by twice the contents and five times the provider versions. */
export function fleetSize(growth: 1 | 10): FleetSize {
  return growth === 1
    ? { ...BASE, consumerVersions: 60, contentsOfPair: 10, providerVersions: 30 }
    : { ...BASE, consumerVersions: 120, contentsOfPair: 20, providerVersions: 150 };
}

/** Contents times provider versions that verified them. */
export function matrixRows(size: FleetSize): number {
  return size.consumers * size.providersOfConsumer * size.contentsOfPair * size.providerVersions;
}
