import { scopeKey } from "../../quality/public.js";

/** Filters of a list by what an event is about. */
interface ScopeFilter {
  readonly orderNumber?: string | undefined;
  readonly materialNumber?: string | undefined;
  readonly lotNumber?: string | undefined;
}

/**
 * Keys of the scopes that the filters name; undefined when they name none. A lot number alone names no lot: the same
 * number may stand on lots of several materials.
 */
export function scopeKeysOf({ orderNumber, materialNumber, lotNumber }: ScopeFilter): readonly string[] | undefined {
  const keys = [
    ...(orderNumber === undefined ? [] : [scopeKey({ type: "ORDER", orderNumber })]),
    ...(materialNumber === undefined
      ? []
      : [
          lotNumber === undefined
            ? scopeKey({ type: "MATERIAL", materialNumber })
            : scopeKey({ type: "LOT", materialNumber, lotNumber }),
        ]),
  ];
  return keys.length === 0 ? undefined : keys;
}
