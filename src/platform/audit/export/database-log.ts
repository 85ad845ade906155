import type { UnitOfWork } from "../../persistence/unit-of-work.js";
import { CHECKPOINTS, ENTRY_TEXTS, LEAF_TILES, LOG_KEYS, LOG_STATE, PRUNED_NOTES } from "../reads/log-statements.js";
import type { LogState } from "../reads/audit-reader.js";
import type { LogKey, LogSource } from "../verifier/verify.js";

const TILES_PER_READ = 64;
const ENTRIES_PER_READ = 2_000;
const HASH_BYTES = 32;

/** Entries of a log to read, inclusive; both ends of the log when left out. */
export interface LogRange {
  readonly from?: number | undefined;
  readonly to?: number | undefined;
}

/** Pages of the sequenced log in the database. */
export class DatabaseLog {
  constructor(private readonly unitOfWork: UnitOfWork) {}

  /**
   * The log as the verifier reads it. @param size leaves to take into account; the whole log when left out
   * @returns undefined while nothing was sequenced
   */
  async open(range: LogRange = {}, size?: number): Promise<LogSource | undefined> {
    const [state] = await this.unitOfWork.read<LogState>(LOG_STATE);
    if (state === undefined) return undefined;
    const leaves = size ?? state.size;
    const from = range.from ?? 0;
    const to = Math.min(range.to ?? leaves - 1, leaves - 1);
    return {
      origin: state.origin,
      size: leaves,
      from,
      to,
      keys: await this.unitOfWork.read<LogKey>(LOG_KEYS),
      checkpoints: await this.#notes(CHECKPOINTS, [leaves]),
      pruned: await this.#notes(PRUNED_NOTES, []),
      leaves: () => this.#leaves(leaves),
      entries: () => this.#entries(from, to),
    };
  }

  /** Size of the newest checkpoint: what an export holds, since nobody has signed what follows. */
  async signedSize(): Promise<number> {
    return (await this.unitOfWork.read<LogState>(LOG_STATE))[0]?.signedSize ?? 0;
  }

  async #notes(statement: string, values: readonly unknown[]): Promise<string[]> {
    return (await this.unitOfWork.read<{ note: string }>(statement, values)).map(({ note }) => note);
  }

  /** Ends early where tiles are missing; the verifier tells where. */
  async *#leaves(size: number): AsyncGenerator<Buffer> {
    let next = 0;
    for (;;) {
      const tiles = await this.unitOfWork.read<{ position: number; hashes: Buffer }>(LEAF_TILES, [
        next,
        TILES_PER_READ,
      ]);
      for (const { position, hashes } of tiles) {
        if (position !== next) return;
        yield hashes.subarray(0, (size - next * 256) * HASH_BYTES);
        next++;
        if (next * 256 >= size) return;
      }
      if (tiles.length < TILES_PER_READ) return;
    }
  }

  async *#entries(from: number, to: number): AsyncGenerator<{ seq: number; text: string; mac: string }> {
    for (let next = from; next <= to; next += ENTRIES_PER_READ) {
      const last = Math.min(next + ENTRIES_PER_READ - 1, to);
      yield* await this.unitOfWork.read<{ seq: number; text: string; mac: string }>(ENTRY_TEXTS, [next, last]);
    }
  }
}
