import assert from "node:assert/strict";
import { cpSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, describe, it } from "node:test";
import { projectRoot } from "../config/project-root.js";
import type { ItemOutcome, MasterDataItem } from "../plants/public.js";
import type { ApiAnswer, ApiRequest } from "./api-client.js";
import { applyPlantFolder, chunksOf } from "./apply-plant-folder.js";

const P100 = join(projectRoot, "examples", "plants", "P100");
const copy = mkdtempSync(join(tmpdir(), "interlock-apply-"));
after(() => rmSync(copy, { recursive: true }));

/** A gateway that takes everything and remembers it. */
class RecordingClient {
  readonly calls: string[] = [];
  readonly items: MasterDataItem[] = [];

  constructor(private readonly outcome: (item: MasterDataItem) => ItemOutcome = created) {}

  put<T>(path: string): Promise<ApiAnswer<T>> {
    this.calls.push(`PUT ${path}`);
    return answer<T>({ version: 1, result: "CREATED" });
  }

  post<T>(path: string, body: unknown, request: ApiRequest = {}): Promise<ApiAnswer<T>> {
    this.calls.push(`POST ${path} ${String(request.query?.["plantCode"])}`);
    const { items } = body as { items: MasterDataItem[] };
    this.items.push(...items);
    return answer<T>({ results: items.map(this.outcome) });
  }
}

const answer = <T>(body: unknown): Promise<ApiAnswer<T>> =>
  Promise.resolve({ status: 200, headers: new Headers(), body: body as T });

function created({ type }: MasterDataItem): ItemOutcome {
  return { type, key: "k", result: "CREATED", checksum: "" };
}

describe("applyPlantFolder", () => {
  it("sends the profile first, then every record for its plant, and counts the results", async () => {
    const client = new RecordingClient();
    const report = await applyPlantFolder(client, P100);
    assert.deepEqual(client.calls, ["PUT /platform/v1/plants/P100", "POST /platform/v1/master-data:bulk P100"]);
    assert.deepEqual(report, {
      plantCode: "P100",
      version: 1,
      result: "CREATED",
      records: { CREATED: client.items.length },
    });
  });

  it("sends nothing of a folder with a finding, and says which", async () => {
    cpSync(P100, copy, { recursive: true });
    writeFileSync(join(copy, "master-data", "work-center.yaml"), "- { code: MIX01, active: yes }\n");
    const client = new RecordingClient();
    await assert.rejects(
      applyPlantFolder(client, copy),
      /has 1 fault; nothing was applied\.[^]*\/0\/active must be boolean/,
    );
    assert.deepEqual(client.calls, []);
  });

  it("fails when the gateway refuses a record", async () => {
    const finding = { code: "BAD_TIME", severity: "ERROR", message: "No such day.", pointer: "/x" } as const;
    const client = new RecordingClient(({ type }) =>
      type === "lot" ? { type, result: "REFUSED", findings: [finding] } : created({ type, document: {} }),
    );
    await assert.rejects(applyPlantFolder(client, P100), /refused a lot[^]*ERROR BAD_TIME at \/x: No such day\./);
  });

  it("names a folder that does not exist", async () => {
    await assert.rejects(applyPlantFolder(new RecordingClient(), join(copy, "none")), { exitCode: 3 });
  });
});

describe("chunksOf", () => {
  it("keeps every record in its order, in requests bounded in items and bytes", () => {
    const small = Array.from({ length: 1201 }, (_, n) => ({ type: "t", document: { n } }));
    const large = Array.from({ length: 5 }, () => ({ type: "t", document: { text: "x".repeat(150_000) } }));
    const chunks = chunksOf([...small, ...large]);
    assert.deepEqual(chunks.flat(), [...small, ...large]);
    assert.deepEqual(
      chunks.map((chunk) => chunk.length),
      [500, 500, 203, 2, 1],
    );
    assert.deepEqual(chunksOf([]), []);
  });
});
