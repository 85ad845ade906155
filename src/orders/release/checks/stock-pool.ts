import { type Rational, ZERO, add, compare, subtract } from "../../../kernel/rational.js";

/** Stock of one material at one place in one lot; empty text where the snapshot does not name it. */
export interface StockBucket {
  readonly storageLocationCode: string;
  readonly lotNumber: string;
  /** In the material's base unit. */
  readonly amount: Rational;
}

export interface StockNeed {
  readonly storageLocationCode?: string | undefined;
  readonly lotNumber?: string | undefined;
  readonly amount: Rational;
}

/**
 * Unrestricted stock of one material, from which needs are taken one after the other, so that two needs never count
 * the same kilogram. Stock whose place is not named counts for every place, but is touched last.
 */
export class StockPool {
  readonly #buckets: { storageLocationCode: string; lotNumber: string; amount: Rational }[];

  constructor(buckets: readonly StockBucket[]) {
    this.#buckets = buckets.map((bucket) => ({ ...bucket }));
  }

  /** Takes as much of the need as there is and returns what is missing. */
  take(need: StockNeed): Rational {
    let missing = need.amount;
    for (const bucket of this.#candidates(need)) {
      const taken = compare(bucket.amount, missing) < 0 ? bucket.amount : missing;
      bucket.amount = subtract(bucket.amount, taken);
      missing = subtract(missing, taken);
    }
    return missing;
  }

  get left(): Rational {
    return this.#buckets.reduce((sum, bucket) => add(sum, bucket.amount), ZERO);
  }

  #candidates({ storageLocationCode, lotNumber }: StockNeed): { storageLocationCode: string; amount: Rational }[] {
    return this.#buckets
      .filter((bucket) => lotNumber === undefined || bucket.lotNumber === lotNumber)
      .filter(
        (bucket) => storageLocationCode === undefined || ["", storageLocationCode].includes(bucket.storageLocationCode),
      )
      .toSorted((a, b) => Number(a.storageLocationCode === "") - Number(b.storageLocationCode === ""));
  }
}
