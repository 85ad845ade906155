import assert from "node:assert/strict";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, beforeEach, describe, it } from "node:test";
import type { FileReport } from "../../../src/imports/public.js";
import { runInterlock } from "../../support/run-interlock.js";
import { bakingReport, breadOrder, consumed, GOOD_SSCC } from "./messages.js";
import { bakery } from "./plant-profile.js";

/** Answers of the process that stands in for the gateway, by method and the beginning of the path. */
type Answers = Record<string, { readonly status: number; readonly body: object }>;

const USUAL: Answers = {
  "POST /oauth/token": { status: 200, body: { access_token: "t", expires_in: 600 } },
  "GET /platform/v1/plants/P900": { status: 200, body: { plantCode: "P900", profile: bakery() } },
  "POST /production-order/v1/orders/P900/4410/confirmations": {
    status: 202,
    body: { state: "RUNNING", resource: "/c/1" },
  },
  "POST /production-order/v1/orders": { status: 200, body: { state: "SUCCEEDED", resource: "/o/1" } },
  "GET /c/1": { status: 200, body: { state: "QUARANTINED", reason: "UNKNOWN_ORDER" } },
};

let answers: Answers;
let requests: IncomingMessage[];
let folder: string;
const server = createServer((request: IncomingMessage, response: ServerResponse) => {
  requests.push(request);
  const target = `${request.method} ${request.url}`;
  const answer = Object.entries(answers).find(([start]) => target.startsWith(start))?.[1] ?? { status: 404, body: {} };
  response.writeHead(answer.status, { "content-type": "application/json" }).end(JSON.stringify(answer.body));
});

async function runImport(files: Readonly<Record<string, string>>, ...options: readonly string[]) {
  const paths = await Promise.all(
    Object.entries(files).map(async ([name, text]) => {
      const path = join(folder, name);
      await writeFile(path, text);
      return path;
    }),
  );
  const { port } = server.address() as AddressInfo;
  return await runInterlock(["import", "b2mml", ...paths, "--plant", "P900", ...options], {
    INTERLOCK_DATA_DIR: folder,
    INTERLOCK_PORT: String(port),
    NO_COLOR: "1",
  });
}

const consumption = bakingReport(consumed("0010", "FL-1", GOOD_SSCC, "0.41"));

describe("interlock import b2mml", () => {
  before(async () => {
    folder = await mkdtemp(join(tmpdir(), "interlock-import-"));
    const clients = { "b2mml-import": { clientId: "b2mml-import", clientSecret: "s" } };
    await writeFile(join(folder, "credentials.json"), JSON.stringify({ clients }));
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  });
  after(async () => {
    server.closeAllConnections();
    server.close();
    await rm(folder, { recursive: true });
  });
  beforeEach(() => {
    answers = { ...USUAL };
    requests = [];
  });

  it("says in one line for each file what became of it", async () => {
    const { exitCode, stdout } = await runImport({ "order.xml": breadOrder(), "report.xml": consumption });
    assert.equal(exitCode, 0);
    assert.deepEqual(stdout.trimEnd().split("\n"), [
      "ok             order.xml  order P900/4410",
      "quarantined    report.xml  confirmation of order P900/4410, operation 0020",
    ]);
  });

  it("acts as the import client with a key for each post", async () => {
    await runImport({ "order.xml": breadOrder() });
    const post = requests.find(({ url }) => url === "/production-order/v1/orders");
    assert.match(post?.headers["idempotency-key"] as string, /^b2mml:[0-9a-f]{64}:P900:0$/);
    const token = requests.find(({ url }) => url === "/oauth/token");
    assert.equal(token?.headers.authorization, `Basic ${Buffer.from("b2mml-import:s").toString("base64")}`);
  });

  it("names the key to add and ends with 1 when a file is refused, and goes on with the next", async () => {
    const { exitCode, stdout, stderr } = await runImport({
      "a.xml": breadOrder({ center: "9" }),
      "b.xml": consumption,
    });
    assert.equal(exitCode, 1);
    assert.match(stdout, /^refused +a\.xml\nquarantined +b\.xml/);
    assert.match(stderr, /ERROR MAPPING_MISSING at \/SyncProductionSchedule\/.*\n +remedy: Add "9" to b2mml\.center/);
  });

  it("ends with 1 and shows the gateway's findings when the order is rejected", async () => {
    const errors = [{ code: "ROUTING_MISSING", severity: "ERROR", message: "No routing RT-B.", pointer: "/routing" }];
    const problem = { code: "VALIDATION_REJECTED", detail: "The order was rejected.", errors };
    answers["POST /production-order/v1/orders"] = { status: 200, body: { state: "FAILED", problem } };
    const { exitCode, stderr } = await runImport({ "order.xml": breadOrder() });
    assert.equal(exitCode, 1);
    assert.match(stderr, /VALIDATION_REJECTED: The order was rejected\.\n +ERROR ROUTING_MISSING at \/routing/);
  });

  it("ends with 3 when a file cannot be read, and imports the others", async () => {
    const missing = join(folder, "missing.xml");
    const { exitCode, stdout } = await runImport({ "broken.xml": "<a>", "order.xml": breadOrder() }, missing);
    assert.equal(exitCode, 3);
    assert.match(stdout, /^unreadable +broken\.xml\nok +order\.xml .*\nunreadable +missing\.xml\n$/);
  });

  it("ends with 4 and tries no further file when the client may not do this", async () => {
    answers["POST /production-order/v1/orders"] = {
      status: 403,
      body: { code: "FORBIDDEN_PLANT", detail: "Not in P900." },
    };
    const { exitCode, stdout, stderr } = await runImport({ "order.xml": breadOrder(), "report.xml": consumption });
    assert.equal(exitCode, 4);
    assert.equal(stdout.trimEnd().split("\n").length, 1);
    assert.match(stderr, /FORBIDDEN_PLANT: Not in P900\.[^]*1 file\(s\) were not tried/);
  });

  it("stores nothing in a dry run", async () => {
    answers["POST /production-order/v1/validations"] = { status: 200, body: { verdict: "VALIDATED" } };
    const { exitCode, stdout } = await runImport({ "order.xml": breadOrder(), "report.xml": consumption }, "--dry-run");
    assert.equal(exitCode, 0);
    assert.match(stdout, /^would be ok +order\.xml/);
    const posts = requests
      .filter(({ method, url }) => method !== "GET" && url !== "/oauth/token")
      .map(({ url }) => url);
    assert.deepEqual(posts, ["/production-order/v1/validations"]);
  });

  it("prints the reports as JSON", async () => {
    const { exitCode, stdout } = await runImport({ "report.xml": consumption }, "--json");
    const reports = JSON.parse(stdout) as FileReport[];
    assert.equal(exitCode, 0);
    assert.deepEqual(
      reports.map(({ file, kind, outcome }) => [file, kind, outcome]),
      [["report.xml", "ProductionPerformance", "QUARANTINED"]],
    );
  });
});
