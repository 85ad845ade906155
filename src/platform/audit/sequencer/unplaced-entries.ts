import type { Tx } from "../../persistence/unit-of-work.js";
import { RECORD_SEPARATOR, UNPLACED_ENTRIES, WRITE_BATCH } from "./sequencer-statements.js";

/** An entry that has no place in the log yet. */
export interface UnplacedEntry {
  readonly text: string;
  readonly mac: string;
}

/** The one row of UNPLACED_ENTRIES; without entries all but the count are null. */
interface UnplacedRow {
  readonly count: number;
  readonly ids: string | null;
  readonly lastId: string | null;
  readonly fromAt: string | null;
  readonly toAt: string | null;
  readonly texts: string | null;
  readonly macs: string | null;
}

/** What one round gives places to, in the order it does so. */
export class UnplacedEntries {
  readonly entries: readonly UnplacedEntry[];

  private constructor(private readonly row: UnplacedRow) {
    const macs = row.macs?.split(RECORD_SEPARATOR) ?? [];
    this.entries = row.texts?.split(RECORD_SEPARATOR).map((text, index) => ({ text, mac: macs[index] ?? "" })) ?? [];
    if (this.entries.length !== row.count) throw new Error("an entry of il.audit_entry is no JSON");
  }

  /** @param floor id up to which all entries have their place */
  static async read(tx: Tx, floor: string, entriesMax: number): Promise<UnplacedEntries> {
    const [row] = await tx.query<UnplacedRow>(UNPLACED_ENTRIES, [floor, entriesMax]);
    if (row === undefined) throw new Error("il.audit_entry cannot be read");
    return new UnplacedEntries(row);
  }

  /** Undefined when there are none. */
  get lastId(): string | undefined {
    return this.row.lastId ?? undefined;
  }

  /** Keeps which entries the round gave their places. */
  async store(tx: Tx, firstSeq: number): Promise<void> {
    const { count, ids, fromAt, toAt } = this.row;
    if (count > 0) await tx.query(WRITE_BATCH, [firstSeq, ids, fromAt, toAt]);
  }
}
