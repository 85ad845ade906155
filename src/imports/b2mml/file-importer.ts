import type { Clock } from "../../kernel/clock.js";
import type { PlantProfile } from "../../plants/public.js";
import type { CallResult, FileReport } from "./report/file-report.js";
import { worstOutcome } from "./report/file-report.js";
import type { GovernedClient } from "./client/governed-client.js";
import { type B2mmlFile, type ReadFile, readFile } from "./read-file.js";
import { sendCall } from "./client/send-call.js";
import { tryCall } from "./client/try-call.js";

/** Imports B2MML files through the governed operations; a file that is imported again repeats nothing. */
export class FileImporter {
  constructor(
    private readonly client: GovernedClient,
    private readonly clock: Clock,
  ) {}

  /** Reads, maps and sends a file. Calls are sent in document order until the gateway cannot be reached. */
  async import(file: B2mmlFile, profile: PlantProfile): Promise<FileReport> {
    const read = readFile(file, profile);
    const results: CallResult[] = [];
    for (const [index, call] of read.calls.entries()) {
      const result = await sendCall(this.client, call, idempotencyKey(read.checksum, profile.plant, index));
      results.push(result);
      if (result.outcome === "UNAVAILABLE" || result.outcome === "UNAUTHORISED") break;
    }
    return this.#report(file, profile, read, results, false);
  }

  /** Reads and maps a file and has its orders validated; nothing is stored. */
  async dryRun(file: B2mmlFile, profile: PlantProfile): Promise<FileReport> {
    const read = readFile(file, profile);
    const results: CallResult[] = [];
    for (const call of read.calls) results.push(await tryCall(this.client, call));
    return this.#report(file, profile, read, results, true);
  }

  #report(
    file: B2mmlFile,
    profile: PlantProfile,
    { checksum, kind, outcome, findings }: ReadFile,
    results: readonly CallResult[],
    isDryRun: boolean,
  ): FileReport {
    return {
      file: file.name,
      plantCode: profile.plant,
      checksum,
      kind,
      outcome: worstOutcome([outcome, ...results.map((result) => result.outcome)]),
      isDryRun,
      importedAt: this.clock.now().toISOString(),
      results,
      findings: findings.all,
    };
  }
}

/** The same bytes for the same plant are the same intended effect, whatever the file is called. */
function idempotencyKey(checksum: string, plant: string, index: number): string {
  return `b2mml:${checksum}:${plant}:${index}`;
}
