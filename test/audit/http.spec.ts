import assert from "node:assert/strict";
import { setTimeout as delay } from "node:timers/promises";
import { after, before, describe, it } from "node:test";
import { verifyProof } from "../../src/platform/audit/verifier/verify.js";
import type { EntryProof } from "../../src/platform/audit/reads/audit-reader.js";
import { type TestGateway, startTestGateway } from "../support/gateway/test-gateway.js";

const ENTRIES = "/platform/v1/audit/entries";
const TRIES_MAX = 100;

interface Page {
  readonly items: readonly { readonly seq: number; readonly entry: Readonly<Record<string, unknown>> }[];
  readonly nextAfter: number;
}

describe("the audit trail over HTTP", () => {
  let gateway: TestGateway;
  before(async () => {
    gateway = await startTestGateway({ role: "gateway" });
  });
  after(() => gateway.close());

  const page = async (query: string): Promise<Page> => {
    const { status, body } = await gateway.client.send(`GET ${ENTRIES}?${query}`, { as: "auditor" });
    assert.equal(status, 200, JSON.stringify(body));
    const given: unknown = body;
    return given as Page;
  };

  /** Entries are sequenced beside the requests. */
  const awaitEntry = async (query: string): Promise<Page> => {
    for (let tries = 0; tries < TRIES_MAX; tries++) {
      const found = await page(query);
      if (found.items.length > 0) return found;
      await delay(50);
    }
    return assert.fail(`no entry for ${query}`);
  };

  it("is closed to strangers and to clients without the permission", async () => {
    for (const path of [ENTRIES, `${ENTRIES}/0/proof`, "/platform/v1/audit/checkpoint", "/platform/v1/audit/export"]) {
      assert.equal((await gateway.client.send(`GET ${path}`, {})).status, 401, path);
      assert.equal((await gateway.client.send(`GET ${path}`, { as: "erp" })).status, 403, path);
    }
  });

  it("records who was refused what, without any credential", async () => {
    const headers = { authorization: "Bearer canary-4711-canary-4711", "x-canary": "canary-4711" };
    await gateway.client.send(`GET ${ENTRIES}`, { headers });
    const { items } = await awaitEntry("actor=anonymous");
    assert.equal(items[0]?.entry["decision"], "DENIED");
    const refused = await awaitEntry("actor=erp");
    assert.equal(refused.items[0]?.entry["rule"], "FORBIDDEN_ACTION");
    const [row] = await gateway.database.unitOfWork.read<{ count: number }>(
      "SELECT count(*)::int AS count FROM il.audit_entry WHERE entry::text LIKE '%canary%'",
    );
    assert.equal(row?.count, 0);
  });

  it("pages through the whole log and proves an entry under the published key", async () => {
    let position = -1;
    let count = 0;
    for (;;) {
      const { items, nextAfter } = await page(position < 0 ? "limit=2" : `limit=2&after=${position}`);
      if (nextAfter === position) break;
      count += items.length;
      position = nextAfter;
    }
    assert.ok(count > 2);
    const { body } = await gateway.client.send("GET /platform/v1/audit/checkpoint", { as: "auditor" });
    const keys = (body["keys"] as { vkey: string }[]).map(({ vkey }) => vkey);
    const proof = await gateway.client.send(`GET ${ENTRIES}/1/proof`, { as: "auditor" });
    const given: unknown = proof.body;
    assert.equal(verifyProof(given as EntryProof, keys), undefined);
  });

  it("refuses what it does not understand, naming it", async () => {
    const refusals = await Promise.all(
      ["?limit=0", "?limit=x", "?colour=red", "?actor=a&actor=b", "/x/proof", "/99999/proof"].map(
        async (rest) => (await gateway.client.send(`GET ${ENTRIES}${rest}`, { as: "auditor" })).body["code"],
      ),
    );
    assert.deepEqual(refusals, [
      "AUDIT_QUERY_INVALID",
      "AUDIT_QUERY_INVALID",
      "AUDIT_QUERY_INVALID",
      "AUDIT_QUERY_INVALID",
      "AUDIT_QUERY_INVALID",
      "AUDIT_ENTRY_UNKNOWN",
    ]);
  });

  it("records its own export", async () => {
    const { status } = await gateway.client.send("GET /platform/v1/audit/export?limit=1", { as: "auditor" });
    assert.equal(status, 200);
    const { items } = await awaitEntry("action=audit%3Aexport");
    assert.deepEqual(items[0]?.entry["after"], { from: 0, to: 0 });
  });
});
