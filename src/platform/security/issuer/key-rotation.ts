import { existsSync } from "node:fs";
import { chmod } from "node:fs/promises";
import type { Clock } from "../../../kernel/clock.js";
import { makeFolder } from "../../persistence/make-folder.js";
import { addKeyFile, type NumberedKey, readKeyFiles, removeKeyFile } from "./key-files.js";
import { type KeyState, PUBLICATION_LEAD_MS, scheduleKeys } from "./key-schedule.js";
import { generateSigningJwk } from "./signing-key.js";

/** A key as an operator sees it. */
export interface KeyStatus {
  readonly number: number;
  readonly keyId: string;
  readonly state: KeyState;
  readonly signsFrom: Date | undefined;
  readonly retiresAt: Date | undefined;
}

/** What a rotation did. */
export interface RotationReport {
  /** UNDERWAY: an earlier rotation has not reached its first signature yet; nothing was added. */
  readonly result: "ROTATED" | "UNDERWAY";
  /** Key ids of files that were removed because no token of them can be valid any more. */
  readonly removed: readonly string[];
  readonly keys: readonly KeyStatus[];
}

/** Adds and removes signing keys of the embedded issuer. Running processes that share the folder notice in a second. */
export class KeyRotation {
  constructor(
    private readonly folder: string,
    private readonly clock: Clock,
  ) {}

  /** @throws KeyFileError */
  async list(): Promise<readonly KeyStatus[]> {
    return this.#statusOf(await this.#read());
  }

  /**
   * Publishes a new key that signs from the time when nobody's cache can lack it, and removes retired ones. Running it
   * again before that changes nothing. @throws KeyFileError
   */
  async rotate(): Promise<RotationReport> {
    const keys = await this.#read();
    const status = this.#statusOf(keys);
    const removed = await this.#removeRetired(status);
    const isUnderway = status.some(({ state }) => state === "PENDING");
    const signsFrom = keys.length === 0 ? undefined : new Date(this.clock.now().getTime() + PUBLICATION_LEAD_MS);
    const isAdded = !isUnderway && (await this.#add(keys, signsFrom));
    return { result: isAdded ? "ROTATED" : "UNDERWAY", removed, keys: await this.list() };
  }

  /**
   * Removes a key that others may know: its tokens end now. When it was the one that signs, a new key signs at once.
   * @returns false when no key has this id @throws KeyFileError
   */
  async revoke(keyId: string): Promise<boolean> {
    const keys = await this.#read();
    const revoked = keys.find(({ key }) => key.keyId === keyId);
    if (revoked === undefined) return false;
    const state = this.#statusOf(keys).find(({ number }) => number === revoked.number)?.state;
    if (state === "SIGNING") await this.#add(keys, this.clock.now());
    await removeKeyFile(this.folder, revoked.number);
    return true;
  }

  /** No folder means no keys: Interlock has not been started with this data folder yet. */
  async #read(): Promise<NumberedKey[]> {
    return existsSync(this.folder) ? await readKeyFiles(this.folder) : [];
  }

  async #add(keys: readonly NumberedKey[], signsFrom: Date | undefined): Promise<boolean> {
    makeFolder(this.folder);
    await chmod(this.folder, 0o700);
    return await addKeyFile(this.folder, (keys.at(-1)?.number ?? 0) + 1, await generateSigningJwk(signsFrom));
  }

  async #removeRetired(status: readonly KeyStatus[]): Promise<string[]> {
    const retired = status.filter(({ state }) => state === "RETIRED");
    for (const { number } of retired) await removeKeyFile(this.folder, number);
    return retired.map(({ keyId }) => keyId);
  }

  #statusOf(keys: readonly NumberedKey[]): readonly KeyStatus[] {
    const scheduled = scheduleKeys(
      keys.map(({ key }) => key),
      this.clock.now(),
    );
    return scheduled.map(({ key, state, retiresAt }, index) => {
      const number = keys[index]?.number ?? 0;
      return { number, keyId: key.keyId, state, signsFrom: key.signsFrom, retiresAt };
    });
  }
}
