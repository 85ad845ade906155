/** The random part of a ULID. */
const RANDOM_LENGTH = 16;

/**
 * Number of a movement: `M` and the random part of its id, short enough for the keys of lanes and events and unlike any
 * order number that an ERP counts.
 */
export const movementNumberOf = (id: string): string => `M${id.slice(-RANDOM_LENGTH)}`;
