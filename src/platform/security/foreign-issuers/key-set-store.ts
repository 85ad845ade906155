import { mkdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";
import type { PublishedDocument } from "./document-reader.js";

/** A key set as it was read, and when. */
export interface SavedKeySet {
  readonly document: PublishedDocument;
  readonly readAt: Date;
}

/** Keeps the last key set of an issuer over a restart. Neither method throws: without it the issuer is asked. */
export interface KeySetStore {
  load(): SavedKeySet | undefined;
  save(document: PublishedDocument, readAt: Date): void;
}

/** Forgets: for key sets of the configuration, which are there at every start. */
export const noKeySetStore: KeySetStore = { load: () => undefined, save: () => undefined };

/**
 * A file below the data folder, readable and writable by its owner alone: whoever may write it may say which keys are
 * trusted, as with the signing keys beside it.
 */
export class KeySetFile implements KeySetStore {
  constructor(
    private readonly path: string,
    /** Told why a file could not be read or written. */
    private readonly onFailure: (reason: string) => void,
  ) {}

  load(): SavedKeySet | undefined {
    try {
      const saved = JSON.parse(readFileSync(this.path, "utf8")) as Readonly<Record<string, unknown>>;
      const readAt = new Date(String(saved["readAt"]));
      const seconds = saved["maxAgeSeconds"];
      if (Number.isNaN(readAt.getTime())) return undefined;
      const maxAgeSeconds = typeof seconds === "number" ? seconds : undefined;
      return { document: { content: saved["keySet"], maxAgeSeconds }, readAt };
    } catch (error) {
      if (!(error instanceof Error && "code" in error && error.code === "ENOENT")) this.onFailure(String(error));
      return undefined;
    }
  }

  /** Written aside and renamed, so that a reader never sees half a file. */
  save({ content, maxAgeSeconds }: PublishedDocument, readAt: Date): void {
    try {
      mkdirSync(dirname(this.path), { recursive: true, mode: 0o700 });
      const draft = `${this.path}.${process.pid}`;
      writeFileSync(draft, JSON.stringify({ readAt, maxAgeSeconds, keySet: content }), { mode: 0o600 });
      renameSync(draft, this.path);
    } catch (error) {
      this.onFailure(String(error));
    }
  }
}
