import assert from "node:assert/strict";
import { setTimeout as delay } from "node:timers/promises";
import { after, before, describe, it } from "node:test";
import { systemClock } from "../../../src/kernel/clock.js";
import { type Answer, type RegistryStage, startRegistryStage, submissionOf } from "./registry-stage.js";
import { standInEvidence } from "./stand-in-evidence.js";

const ORDERS = "GET /production-order/v1/orders";
/** Far more than it takes; `npm run bench switch` measures how long it does take. */
const FOLLOW_MS = 20_000;

let stage: RegistryStage;

const codesOf = (answer: Answer, member: "errors" | "reasons"): readonly string[] =>
  ((answer.body[member] ?? []) as readonly { readonly code: string }[]).map(({ code }) => code);

const versionOf = ({ body }: Answer): { readonly digest: string; readonly state: string } =>
  body["version"] as { digest: string; state: string };

const evidenceHashOf = ({ body }: Answer): string => (body["evaluation"] as { evidenceHash: string }).evidenceHash;

async function succeed(target: string, as: Parameters<RegistryStage["send"]>[1], body?: unknown): Promise<Answer> {
  const answer = await stage.send(target, as, body);
  assert.equal(answer.status, 200, `${target}: ${JSON.stringify(answer.body)}`);
  return answer;
}

async function followed(target: string, server: number, isThere: (answer: Answer) => boolean): Promise<Answer> {
  const deadline = performance.now() + FOLLOW_MS;
  for (;;) {
    const answer = await stage.send(target, "erp", undefined, server);
    if (isThere(answer)) return answer;
    assert.ok(
      performance.now() < deadline,
      `server ${server} has not followed: ${answer.status} ${JSON.stringify(answer.body)}`,
    );
    await delay(50);
  }
}

async function approved(submission: ReturnType<typeof submissionOf>): Promise<string> {
  const { digest } = versionOf(await succeed("POST /platform/v1/contracts", "architect", submission));
  const status = await succeed(`POST /platform/v1/contracts/${digest}:submit`, "architect", {});
  const body = { evidenceHash: evidenceHashOf(status), reason: "read and found good" };
  await succeed(`POST /platform/v1/contracts/${digest}:approve`, "owner", body);
  return digest;
}

describe("the life of a contract", () => {
  let compatible: string;
  let promotedFirst: string;

  before(async () => {
    stage = await startRegistryStage({
      evidence: standInEvidence(),
      serverCount: 2,
      settings: { INTERLOCK_SUNSET_NOTICE_DAYS: "0" },
    });
  });
  after(() => stage.close());

  it("begins with the product's own contracts, in force and recorded as such", async () => {
    const { body } = await succeed("GET /platform/v1/promotions", "auditor");
    const [first, ...others] = body["items"] as readonly { id: string; action: string; actor: string }[];
    assert.deepEqual([first?.action, first?.actor, others.length], ["BOOTSTRAP", "system", 0]);
    for (const server of [0, 1]) {
      const answer = await stage.send(ORDERS, "erp", undefined, server);
      assert.equal(answer.headers.get("interlock-promotion"), first?.id);
    }
  });

  it("refuses a candidate that breaks what is in force, with the reason, and nobody can approve it", async () => {
    const breaking = submissionOf("v1", (document) => {
      delete document["paths"]?.["/orders/{plantCode}/{orderNumber}/timeline"];
      document["info"] = { ...document["info"], version: "1.1.0" };
    });
    const { digest } = versionOf(await succeed("POST /platform/v1/contracts", "architect", breaking));
    const status = await succeed(`POST /platform/v1/contracts/${digest}:submit`, "architect", {});
    assert.equal(status.body["canPromote"], false);
    assert.deepEqual(codesOf(status, "reasons"), ["CONTRACT_STATE_CONFLICT", "EVIDENCE_FAILED", "path.removed"]);
    const body = { evidenceHash: evidenceHashOf(status), reason: "please" };
    const refused = await stage.send(`POST /platform/v1/contracts/${digest}:approve`, "owner", body);
    assert.deepEqual([refused.status, refused.body["code"]], [409, "PROMOTION_BLOCKED"]);
    assert.deepEqual(codesOf(refused, "errors"), ["EVIDENCE_FAILED", "path.removed"]);
    const rejected = await succeed(`POST /platform/v1/contracts/${digest}:reject`, "owner", {
      reason: "breaks consumers",
    });
    assert.equal(rejected.body["state"], "rejected");
  });

  it("lets the mended one pass when another person has approved its evidence", async () => {
    const mended = submissionOf("v1", (document) => {
      document["info"] = { ...document["info"], version: "1.1.0", summary: "Mended." };
    });
    compatible = versionOf(await succeed("POST /platform/v1/contracts", "architect", mended)).digest;
    const early = await stage.send(`POST /platform/v1/contracts/${compatible}:promote`, "owner", { reason: "now" });
    assert.equal(early.status, 403);
    const status = await succeed(`POST /platform/v1/contracts/${compatible}:submit`, "architect", {});
    assert.deepEqual(codesOf(status, "reasons"), ["CONTRACT_STATE_CONFLICT", "APPROVAL_MISSING"]);
    const body = { evidenceHash: evidenceHashOf(status), reason: "read and found good" };
    const self = await stage.send(`POST /platform/v1/contracts/${compatible}:approve`, "architect", body);
    assert.deepEqual([self.status, self.body["code"]], [403, "FORBIDDEN_ACTION"]);
    const other = { ...body, evidenceHash: "0".repeat(64) };
    const blind = await stage.send(`POST /platform/v1/contracts/${compatible}:approve`, "owner", other);
    assert.deepEqual([blind.status, blind.body["code"]], [409, "EVIDENCE_STALE"]);
    const outcome = await succeed(`POST /platform/v1/contracts/${compatible}:approve`, "owner", body);
    assert.equal(versionOf(outcome).state, "approved");
  });

  it("serves the promoted version in every process without a restart", async () => {
    const promotion = await succeed(`POST /platform/v1/contracts/${compatible}:promote`, "owner", {
      reason: "release 1.1",
    });
    promotedFirst = String(promotion.body["id"]);
    for (const server of [0, 1])
      await followed(ORDERS, server, ({ headers }) => headers.get("interlock-promotion") === promotedFirst);
  });

  it("refuses evidence that was gathered before the set in force changed", async () => {
    const one = submissionOf("v1", (document) => {
      document["info"] = { ...document["info"], version: "1.2.0" };
    });
    const two = submissionOf("v2", (document) => {
      document["info"] = { ...document["info"], version: "2.0.0" };
      document["servers"] = [{ url: "/production-order/v2" }] as never;
    });
    const stale = await approved(one);
    const next = await approved(two);
    await succeed(`POST /platform/v1/contracts/${next}:promote`, "owner", { reason: "second major version" });
    const refused = await stage.send(`POST /platform/v1/contracts/${stale}:promote`, "owner", { reason: "late" });
    assert.deepEqual([refused.status, refused.body["code"]], [409, "EVIDENCE_STALE"]);
    for (const server of [0, 1])
      await followed("GET /production-order/v2/orders", server, ({ status }) => status === 200);
  });

  it("announces the end of the old version in every answer, and answers 410 from its sunset on", async () => {
    const sunsetAt = new Date(systemClock.now().getTime() + 2500).toISOString();
    const body = { sunsetAt, reason: "version 2 is there" };
    await succeed(`POST /platform/v1/contracts/${compatible}:deprecate`, "owner", body);
    for (const server of [0, 1]) {
      const { headers } = await followed(ORDERS, server, (answer) => answer.headers.has("deprecation"));
      assert.match(headers.get("deprecation") ?? "", /^@[0-9]+$/);
      assert.equal(headers.get("sunset"), new Date(sunsetAt).toUTCString());
      assert.equal(headers.get("link"), '</production-order/v2>; rel="successor-version"');
    }
    const early = await stage.send(`POST /platform/v1/contracts/${compatible}:retire`, "owner", { reason: "tidy up" });
    assert.deepEqual([early.status, early.body["code"]], [409, "SUNSET_NOT_REACHED"]);
    await delay(Math.max(0, new Date(sunsetAt).getTime() - systemClock.now().getTime()));
    const gone = await stage.send(ORDERS, "erp");
    assert.deepEqual([gone.status, gone.body["code"]], [410, "VERSION_RETIRED"]);
    assert.equal(gone.headers.get("link"), '</production-order/v2>; rel="successor-version"');
    await succeed(`POST /platform/v1/contracts/${compatible}:retire`, "owner", { reason: "tidy up" });
    assert.equal((await stage.send(ORDERS, "erp")).status, 410);
  });

  it("goes back to an earlier set as a whole", async () => {
    await succeed("POST /platform/v1/promotions:rollback", "owner", { to: promotedFirst, reason: "v2 does harm" });
    for (const server of [0, 1]) {
      const { headers } = await followed(ORDERS, server, ({ status }) => status === 200);
      assert.equal(headers.get("interlock-promotion"), promotedFirst);
      assert.equal(headers.has("deprecation"), false);
      await followed("GET /production-order/v2/orders", server, ({ status }) => status === 404);
    }
  });

  it("leaves an audit entry for every step", async () => {
    const rows = await stage.database.unitOfWork.read<{ action: string; count: string }>(
      "SELECT action, count(*) FROM il.audit_entry WHERE action LIKE 'contract:%' AND resource_type = 'promotion' GROUP BY action",
    );
    const counts = Object.fromEntries(rows.map(({ action, count }) => [action, Number(count)]));
    assert.deepEqual(counts, {
      "contract:bootstrap": 1,
      "contract:promote": 2,
      "contract:deprecate": 1,
      "contract:retire": 1,
      "contract:rollback": 1,
    });
  });
});
