import type { ItemOutcome, MasterDataItem, PlantFolder } from "../plants/public.js";
import type { ApiClient } from "./api-client.js";
import { describeFinding } from "./api-problem.js";
import { CommandError, EXIT_CODE } from "./exit-code.js";
import { readPlantFolder } from "./read-plant-folder.js";

/** What applying a folder changed. */
export interface PlantFolderReport {
  readonly plantCode: string;
  readonly version: number;
  readonly result: "CREATED" | "UPDATED" | "UNCHANGED";
  /** Number of master data records by what became of them. */
  readonly records: Readonly<Record<string, number>>;
}

/** Keeps a request well below the largest accepted body; records are a few hundred bytes each. */
const CHUNK_BYTES = 400_000;
const CHUNK_ITEMS = 500;

/**
 * Applies a plant folder through the management API: the profile first, then its master data. Both are idempotent by
 * content, so a folder can be applied again after any failure. @throws CommandError when the folder has findings or a
 * record is refused, ApiProblem when the gateway refuses the profile.
 */
export async function applyPlantFolder(
  client: Pick<ApiClient, "put" | "post">,
  path: string,
): Promise<PlantFolderReport> {
  const folder = readPlantFolder(path);
  const plantCode = plantCodeOf(folder, path);
  const { body } = await client.put<Pick<PlantFolderReport, "version" | "result">>(
    `/platform/v1/plants/${encodeURIComponent(plantCode)}`,
    folder.document,
  );
  const records: Record<string, number> = {};
  for (const items of chunksOf(folder.records)) {
    for (const outcome of await sendItems(client, plantCode, items)) {
      if (outcome.result === "REFUSED") throw refused(path, outcome);
      records[outcome.result] = (records[outcome.result] ?? 0) + 1;
    }
  }
  return { plantCode, version: body.version, result: body.result, records };
}

/** The code of a folder without findings. @throws CommandError listing every finding of another one. */
export function plantCodeOf({ profile, findings }: PlantFolder, path: string): string {
  const errors = findings.filter((finding) => finding.severity === "ERROR");
  if (profile !== undefined && errors.length === 0) return profile.plant;
  const lines = errors.flatMap((finding) => describeFinding(finding));
  const count = errors.length === 1 ? "1 fault" : `${errors.length} faults`;
  throw new CommandError(
    [`The plant folder ${path} has ${count}; nothing was applied.`, ...lines].join("\n"),
    EXIT_CODE.findings,
  );
}

async function sendItems(
  client: Pick<ApiClient, "post">,
  plantCode: string,
  items: readonly MasterDataItem[],
): Promise<ItemOutcome[]> {
  const query = { plantCode };
  const { body } = await client.post<{ results: ItemOutcome[] }>("/platform/v1/master-data:bulk", { items }, { query });
  return body.results;
}

function refused(path: string, outcome: Extract<ItemOutcome, { result: "REFUSED" }>): CommandError {
  const lines = outcome.findings.flatMap((finding) => describeFinding(finding));
  return new CommandError(
    [`The gateway refused a ${outcome.type} of ${path}.`, ...lines].join("\n"),
    EXIT_CODE.findings,
  );
}

/** Requests in the order of the records, each bounded in items and bytes. */
export function chunksOf(records: readonly MasterDataItem[]): MasterDataItem[][] {
  const chunks: MasterDataItem[][] = [];
  let bytes = 0;
  for (const record of records) {
    const size = Buffer.byteLength(JSON.stringify(record));
    const chunk = chunks.at(-1);
    if (chunk === undefined || chunk.length === CHUNK_ITEMS || bytes + size > CHUNK_BYTES) {
      chunks.push([record]);
      bytes = size;
    } else {
      chunk.push(record);
      bytes += size;
    }
  }
  return chunks;
}
