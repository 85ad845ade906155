import { chmod, open, readFile, rename } from "node:fs/promises";
import { join } from "node:path";
import type { Clock } from "../../kernel/clock.js";
import { makeFolder } from "../../platform/persistence/make-folder.js";
import { KeyRing } from "../../platform/security/issuer/key-ring.js";
import { type ServedSnapshot, openSnapshot, signSnapshot } from "./served-snapshot.js";

const FILE = "served-contracts.json";

/** The last good set of this node on its disk, signed with a key of this node that never leaves it. */
export class SnapshotStore {
  #keys: Promise<KeyRing> | undefined;

  /** @param folder made when it is missing; absolute path */
  constructor(
    private readonly folder: string,
    private readonly clock: Clock,
  ) {}

  static inDataFolder(dataDir: string, clock: Clock): SnapshotStore {
    return new SnapshotStore(join(dataDir, "snapshot"), clock);
  }

  /** Written aside and put into place: a reader never sees half a snapshot. */
  async write(snapshot: ServedSnapshot): Promise<void> {
    const { signingKey } = await this.#openKeys();
    const aside = join(this.folder, `.${FILE}.${process.pid}`);
    const file = await open(aside, "w", 0o600);
    try {
      await file.writeFile(signSnapshot(snapshot, signingKey));
      await file.sync();
    } finally {
      await file.close();
    }
    await rename(aside, join(this.folder, FILE));
  }

  /** Undefined when this node has never written one. @throws IntegrityError when it was changed */
  async read(): Promise<ServedSnapshot | undefined> {
    const text = await readFile(join(this.folder, FILE), "utf8").catch(undefinedWhenMissing);
    if (text === undefined) return undefined;
    const keys = await this.#openKeys();
    return await openSnapshot(text, (keyId) => keys.find(keyId));
  }

  async #openKeys(): Promise<KeyRing> {
    if (this.#keys === undefined) {
      makeFolder(this.folder);
      // Other users of the machine need not even see which keys there are.
      await chmod(this.folder, 0o700);
    }
    this.#keys ??= KeyRing.open(join(this.folder, "keys"), this.clock);
    return await this.#keys;
  }
}

function undefinedWhenMissing(error: unknown): undefined {
  if (error instanceof Error && "code" in error && error.code === "ENOENT") return undefined;
  throw error;
}
