import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import type { Logger } from "pino";
import type { Clock } from "../../../kernel/clock.js";
import type { UlidFactory } from "../../../kernel/ulid.js";
import type { FileImporter } from "../file-importer.js";
import { readBytes } from "../read-bytes.js";
import type { FileReport } from "../report/file-report.js";
import { type Claim, CLAIM_STALE_MS, claimFile, putBack, staleClaims, touchClaim } from "./claim.js";
import { RetrySchedule } from "./retry-schedule.js";
import { settleClaim } from "./settle-claim.js";
import { StableFiles } from "./stable-files.js";
import { DONE, PROCESSING, REFUSED, type WatchedFolder } from "./watched-folder.js";

/** What polling needs from its process. */
export interface PollServices {
  readonly importer: FileImporter;
  readonly clock: Clock;
  readonly ids: UlidFactory;
  readonly logger: Logger;
}

/** The state of one watched folder between polls. */
export class FolderPoll {
  readonly #files = new StableFiles();
  readonly #retries = new RetrySchedule();

  constructor(private readonly services: PollServices) {}

  /**
   * Imports what is ready in the folder, one file after the other. Any number of processes may poll one folder.
   * @param isStopping asked before each file.
   */
  async poll(folder: WatchedFolder, isStopping: () => boolean): Promise<void> {
    await makeInnerFolders(folder.path);
    await this.#reclaim(folder.path);
    for (const name of await this.#files.poll(folder.path)) {
      if (isStopping()) return;
      if (this.#retries.isDue(name, this.services.clock.monotonicMs())) await this.#take(folder, name);
    }
  }

  async #reclaim(folder: string): Promise<void> {
    for (const claim of await staleClaims(folder, this.services.clock.now().getTime())) {
      this.services.logger.warn({ event: "import.reclaimed", file: claim.name, folder });
      await putBack(folder, claim);
    }
  }

  async #take(folder: WatchedFolder, name: string): Promise<void> {
    const { clock, ids } = this.services;
    const claim = await claimFile(folder.path, name, clock.now().getTime(), ids.next());
    if (claim === undefined) return;
    const report = await this.#import(folder, claim);
    this.#log(report);
    if (report.outcome === "UNAVAILABLE" || report.outcome === "UNAUTHORISED") {
      this.#retries.postpone(name, clock.monotonicMs());
      await putBack(folder.path, claim);
      return;
    }
    this.#retries.forget(name);
    await settleClaim(folder.path, claim, report);
  }

  /** Touches the claim while the import runs, so that a long one is not taken for dead. */
  async #import(folder: WatchedFolder, claim: Claim): Promise<FileReport> {
    const { importer, clock, logger } = this.services;
    const touch = (): void => {
      touchClaim(claim, clock.now()).catch((error: unknown) => logger.warn({ event: "import.claim-lost", err: error }));
    };
    const timer = setInterval(touch, CLAIM_STALE_MS / 5);
    try {
      return await importer.import({ name: claim.name, bytes: await readBytes(claim.path) }, folder.profile);
    } finally {
      clearInterval(timer);
    }
  }

  #log(report: FileReport): void {
    const { file, plantCode, checksum, outcome, findings } = report;
    const errors = findings.filter((finding) => finding.severity === "ERROR").map((finding) => finding.code);
    this.services.logger.info({ event: "import.file", file, plantCode, checksum, outcome, errors });
  }
}

/**
 * What is missing is made for this user alone, since the files are business documents. A folder that is there keeps its
 * mode: the operator has opened it for the account that drops files or reads reports.
 */
async function makeInnerFolders(folder: string): Promise<void> {
  for (const inner of [PROCESSING, DONE, REFUSED]) await mkdir(join(folder, inner), { recursive: true, mode: 0o700 });
}
