import type { RecordStore } from "./record-store.js";

/** Knows in which table each type of master data is kept. */
export class MasterDataStores {
  constructor(
    private readonly records: RecordStore,
    private readonly stock: RecordStore,
  ) {}

  storeOf(type: string): RecordStore {
    return type === "stock-balance" ? this.stock : this.records;
  }

  /** The entries by their store; stores without entries are left out. */
  group<T>(entries: readonly T[], typeOf: (entry: T) => string): { store: RecordStore; entries: T[] }[] {
    return [this.records, this.stock]
      .map((store) => ({ store, entries: entries.filter((entry) => this.storeOf(typeOf(entry)) === store) }))
      .filter((group) => group.entries.length > 0);
  }
}
