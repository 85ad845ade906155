import { setTimeout as delay } from "node:timers/promises";
import { FolderPoll, type PollServices } from "./folder-poll.js";
import type { WatchedFolder, WatchedFolders } from "./watched-folder.js";

/** Notifications of the file system (inotify and its kin) do not reach network shares, so the folders are polled. */
const POLL_INTERVAL_MS = 1000;

/** Imports the B2MML files that appear in the watched folders of the plants. */
export class FolderWatcher {
  readonly #polls = new Map<string, FolderPoll>();
  /** Folders whose last poll failed; a broken share is reported once, not every second. */
  readonly #broken = new Set<string>();
  readonly #stop = new AbortController();
  #running: Promise<void> | undefined;

  constructor(
    private readonly folders: WatchedFolders,
    private readonly services: PollServices,
  ) {}

  start(): void {
    this.#running ??= this.#run();
  }

  /** Resolves when the file in work is settled; files after it stay where they are. */
  async stop(): Promise<void> {
    this.#stop.abort();
    await this.#running;
  }

  /** Polls every folder once; folders do not wait for each other, and the failure of one is its own. */
  async poll(): Promise<void> {
    const folders = await this.folders();
    await Promise.all(folders.map((folder) => this.#pollFolder(folder)));
  }

  async #run(): Promise<void> {
    const { signal } = this.#stop;
    while (!signal.aborted) {
      await this.poll().catch((error: unknown) =>
        this.services.logger.warn({ event: "import.poll-failed", err: error }),
      );
      await delay(POLL_INTERVAL_MS, undefined, { signal }).catch(() => undefined);
    }
  }

  async #pollFolder(folder: WatchedFolder): Promise<void> {
    const poll = this.#polls.get(folder.path) ?? new FolderPoll(this.services);
    this.#polls.set(folder.path, poll);
    try {
      await poll.poll(folder, () => this.#stop.signal.aborted);
      this.#broken.delete(folder.path);
    } catch (error) {
      if (!this.#broken.has(folder.path)) {
        this.services.logger.error({ event: "import.folder-failed", folder: folder.path, err: error });
      }
      this.#broken.add(folder.path);
    }
  }
}
