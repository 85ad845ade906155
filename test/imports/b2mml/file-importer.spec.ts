import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { type B2mmlFile, FileImporter, type FileReport } from "../../../src/imports/public.js";
import { systemClock } from "../../../src/kernel/clock.js";
import { acceptEverything, FakeGovernedClient, type SentRequest } from "./fake-governed-client.js";
import { bakingReport, breadOrder, consumed, GOOD_SSCC, lot, quantity } from "./messages.js";
import { bakery } from "./plant-profile.js";

const fileOf = (text: string, name = "file.xml"): B2mmlFile => ({ name, bytes: Buffer.from(text) });
const order = fileOf(breadOrder());
const consumption = fileOf(bakingReport(consumed("0010", "FL-1", GOOD_SSCC, "0.41")));

function importFile(client: FakeGovernedClient, file: B2mmlFile): Promise<FileReport> {
  return new FileImporter(client, systemClock).import(file, bakery());
}

describe("FileImporter", () => {
  it("posts under a key made of the bytes, the plant and the place in the file", async () => {
    const client = new FakeGovernedClient();
    const report = await importFile(client, order);
    assert.equal(report.outcome, "TAKEN");
    assert.equal(client.sent[0]?.idempotencyKey, `b2mml:${report.checksum}:P900:0`);
    assert.equal(client.sent[0].headers?.["prefer"], "wait=2");
  });

  it("sends the same keys when a file is imported again under another name", async () => {
    const client = new FakeGovernedClient();
    await importFile(client, order);
    await importFile(client, fileOf(breadOrder(), "copy.xml"));
    assert.equal(client.sent.length, 2);
    assert.equal(client.effects, 1);
  });

  it("sends nothing of a file with an error", async () => {
    const client = new FakeGovernedClient();
    const two = breadOrder().replace(
      "</ProductionRequest>",
      "</ProductionRequest><ProductionRequest><ID>4411</ID></ProductionRequest>",
    );
    const report = await importFile(client, fileOf(two));
    assert.equal(report.outcome, "REFUSED");
    assert.deepEqual(client.sent, []);
  });

  it("tells a quarantined confirmation from an applied one", async () => {
    const answer = (request: SentRequest) =>
      request.method === "GET"
        ? { status: 200, body: { state: "QUARANTINED", reason: "UNKNOWN_ORDER" } }
        : acceptEverything(request);
    const client = new FakeGovernedClient(answer);
    const report = await importFile(client, consumption);
    assert.equal(report.outcome, "QUARANTINED");
    assert.deepEqual(report.results[0]?.problem, { code: "UNKNOWN_ORDER" });
    assert.equal(report.results[0].follow, client.sent[1]?.path);
    client.answer = (request) =>
      request.method === "GET" ? { status: 200, body: { state: "APPLIED" } } : acceptEverything(request);
    assert.equal((await importFile(client, consumption)).outcome, "TAKEN");
  });

  it("calls an order refused that validation rejected", async () => {
    const problem = { code: "ROUTING_MISSING" };
    const client = new FakeGovernedClient(() => ({ status: 200, body: { state: "FAILED", problem } }));
    const report = await importFile(client, order);
    assert.deepEqual([report.outcome, report.results[0]?.problem], ["REFUSED", problem]);
  });

  for (const [status, retryable, outcome] of [
    [422, false, "REFUSED"],
    [409, true, "UNAVAILABLE"],
    [429, true, "UNAVAILABLE"],
    [503, true, "UNAVAILABLE"],
    [500, false, "UNAVAILABLE"],
    [401, false, "UNAUTHORISED"],
    [403, false, "UNAUTHORISED"],
  ] as const) {
    it(`takes an answer ${status} (retryable: ${retryable}) for ${outcome}`, async () => {
      const client = new FakeGovernedClient(() => ({ status, body: { code: "ANY", retryable } }));
      assert.equal((await importFile(client, order)).outcome, outcome);
    });
  }

  it("takes a broken connection for UNAVAILABLE and sends nothing more", async () => {
    const client = new FakeGovernedClient(() => Promise.reject(new Error("connection refused")));
    const twice = bakingReport(consumed("0010", "FL-1", GOOD_SSCC, "1")).replace(
      "</SegmentResponse>",
      `</SegmentResponse><SegmentResponse><ID>Baking</ID>${consumed("0030", "FL-1", GOOD_SSCC, "1")}</SegmentResponse>`,
    );
    assert.equal((await importFile(client, fileOf(twice))).outcome, "UNAVAILABLE");
    assert.equal(client.sent.length, 1);
  });

  it("keeps what the stored record of a lot says beside the file, in the version in force", async () => {
    const stored = {
      materialNumber: "FLOUR-1",
      lotNumber: "FL-1",
      disposition: "CLOSED",
      expiresAt: "2027-01-01T00:00:00Z",
    };
    const client = new FakeGovernedClient((request) =>
      request.method === "GET"
        ? { status: 200, body: { plantCode: "P900", effectiveFrom: "2025-01-01T00:00:00.000Z", document: stored } }
        : { status: 200, body: { result: "UPDATED" } },
    );
    const report = await importFile(client, fileOf(lot("<Status>Valid</Status>")));
    assert.equal(report.results[0]?.effect, "UPDATED");
    assert.deepEqual(client.sent[1]?.body, { ...stored, disposition: "UNRESTRICTED" });
    assert.match(client.sent[1].path, /&effectiveFrom=2025-01-01T00%3A00%3A00\.000Z$/);
  });

  it("replaces a stock balance without reading it", async () => {
    const client = new FakeGovernedClient();
    const balance = lot(`<MaterialSubLot><ID>${GOOD_SSCC}</ID><Status>Valid</Status>${quantity("1")}</MaterialSubLot>`);
    await importFile(client, fileOf(balance));
    assert.deepEqual(
      client.sent.map(({ method }) => method),
      ["PUT", "PUT"],
    );
  });

  it("stores nothing in a dry run and has orders validated", async () => {
    const client = new FakeGovernedClient(() => ({ status: 200, body: { verdict: "REJECTED", findings: [] } }));
    const importer = new FileImporter(client, systemClock);
    assert.equal((await importer.dryRun(order, bakery())).outcome, "REFUSED");
    assert.deepEqual(
      client.sent.map(({ path }) => path),
      ["/production-order/v1/validations"],
    );
    client.answer = () => ({ status: 200, body: { verdict: "VALIDATED" } });
    assert.equal((await importer.dryRun(order, bakery())).outcome, "TAKEN");
    assert.equal((await importer.dryRun(consumption, bakery())).outcome, "TAKEN");
    assert.equal(client.sent.length, 2);
  });
});
