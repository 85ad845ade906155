import assert from "node:assert/strict";
import { setTimeout as delay } from "node:timers/promises";
import { after, before, describe, it } from "node:test";
import canonicalize from "canonicalize";
import { sha256Hex } from "../../../src/kernel/hash.js";
import { contractStates } from "../../../src/registry/public.js";
import { type ContractChange, type RegistryStage, startRegistryStage, submissionOf } from "./registry-stage.js";
import { standInEvidence } from "./stand-in-evidence.js";

const ORDERS = "GET /production-order/v1/orders";
const WAIT_MS = 20_000;

let stage: RegistryStage;

const read = async <Row>(statement: string, values: readonly unknown[] = []): Promise<Row[]> =>
  await stage.database.unitOfWork.read<Row>(statement, values);

const refuses = async (code: string, statement: string, values: readonly unknown[] = []): Promise<void> =>
  await assert.rejects(read(statement, values), { code }, statement);

async function registered(change: ContractChange): Promise<string> {
  const { status, body } = await stage.send("POST /platform/v1/contracts", "architect", submissionOf("v1", change));
  assert.equal(status, 200, JSON.stringify(body));
  return (body["version"] as { digest: string }).digest;
}

const withVersion =
  (version: string): ContractChange =>
  (document) => {
    document["info"] = { ...document["info"], version };
  };

describe("the database of the registry", () => {
  before(async () => {
    stage = await startRegistryStage({ evidence: standInEvidence() });
  });
  after(() => stage.close());

  it("knows exactly the transitions that the code knows", async () => {
    const rows = await read<{ from_state: string; to_state: string }>(
      "SELECT from_state, to_state FROM il.state_transition WHERE machine = 'contract'",
    );
    const stored = rows.map(({ from_state: from, to_state: to }) => `${from} -> ${to}`);
    const coded = Object.entries(contractStates.transitions).flatMap(([from, tos]) =>
      tos.map((to) => `${from} -> ${to}`),
    );
    assert.deepEqual(stored.toSorted(), coded.toSorted());
  });

  it("refuses what no command does: illegal moves, other content, deletion, approval without approvers", async () => {
    const digest = await registered(withVersion("1.3.0"));
    await refuses("IL001", "UPDATE il.contract_version SET state = 'promoted' WHERE digest = $1", [digest]);
    await refuses("IL002", "UPDATE il.contract_version SET author = 'someone' WHERE digest = $1", [digest]);
    await refuses("IL002", "UPDATE il.contract_version SET bundle = '{}' WHERE digest = $1", [digest]);
    await refuses("IL002", "DELETE FROM il.contract_version WHERE digest = $1", [digest]);
    await refuses("IL002", "UPDATE il.promotion SET reason = 'other'");
    await read("UPDATE il.contract_version SET state = 'candidate' WHERE digest = $1", [digest]);
    await refuses("IL081", "UPDATE il.contract_version SET state = 'approved' WHERE digest = $1", [digest]);
    const copy = `INSERT INTO il.contract_version SELECT repeat('0', 64), kind, name, major, version, title, owner, domain,
      origin, author, registered_at, 'draft', state_changed_at, bundle FROM il.contract_version WHERE digest = $1`;
    await refuses("23514", copy, [digest]);
  });

  it("lets one of several promotions at the same moment win", async () => {
    const digest = await registered(withVersion("1.4.0"));
    const route = `/platform/v1/contracts/${digest}`;
    const status = await stage.send(`POST ${route}:submit`, "architect", {});
    const { evidenceHash } = status.body["evaluation"] as { evidenceHash: string };
    await stage.send(`POST ${route}:approve`, "owner", { evidenceHash, reason: "read and found good" });
    const answers = await Promise.all(
      Array.from({ length: 8 }, (_, index) =>
        stage.send(`POST ${route}:promote`, index % 2 === 0 ? "owner" : "second-owner", { reason: "race" }),
      ),
    );
    assert.equal(answers.filter((answer) => answer.status === 200).length, 1);
    const seqs = await read<{ seq: string }>("SELECT seq FROM il.promotion ORDER BY seq");
    assert.deepEqual(
      seqs.map(({ seq }) => Number(seq)),
      seqs.map((_, index) => index + 1),
    );
  });
});

describe("a set that the build cannot serve", () => {
  before(async () => {
    stage = await startRegistryStage({ evidence: standInEvidence() });
  });
  after(() => stage.close());

  it("is a finding of its candidate", async () => {
    const digest = await registered(addOperation);
    const { body } = await stage.send(`POST /platform/v1/contracts/${digest}:submit`, "architect", {});
    const codes = (body["reasons"] as readonly { readonly code: string }[]).map(({ code }) => code);
    assert.ok(codes.includes("ilk-handler-missing"), codes.join(", "));
  });

  it("never replaces one that it can serve, whoever wrote it into the database", async () => {
    const inForce = (await stage.send(ORDERS, "erp")).headers.get("interlock-promotion");
    const digest = await registered(addOperation);
    const good = await read<{ seq: string; served: string }>(
      "SELECT seq, served FROM il.promotion ORDER BY seq DESC LIMIT 1",
    );
    const { seq = "0", served = "[]" } = good[0] ?? {};
    const entries = JSON.parse(served) as { line: string; digest: string }[];
    const bad = entries.map((entry) =>
      entry.line.startsWith("openapi/") ? { ...entry, digest, promotionId: "bad" } : entry,
    );
    await promote(Number(seq) + 1, "bad", canonicalize(bad) ?? "");
    await delay(1500);
    assert.equal((await stage.send(ORDERS, "erp")).headers.get("interlock-promotion"), inForce);
    const mended = served.replaceAll(inForce ?? "", "mended");
    await promote(Number(seq) + 2, "mended", mended);
    const deadline = performance.now() + WAIT_MS;
    while ((await stage.send(ORDERS, "erp")).headers.get("interlock-promotion") !== "mended") {
      assert.ok(performance.now() < deadline, "the mended set was not followed");
      await delay(50);
    }
  });
});

const addOperation: ContractChange = (document) => {
  const paths = document["paths"] ?? {};
  const orders = paths["/orders"] as Record<string, Record<string, unknown>>;
  paths["/unserved"] = { get: { ...orders["get"], operationId: "listUnserved" } };
};

/** Past the product, as nobody should. */
async function promote(seq: number, id: string, served: string): Promise<void> {
  await read(
    `INSERT INTO il.promotion (seq, id, action, served, served_hash, actor, reason, correlation_id, promoted_at)
     VALUES ($1, $2, 'PROMOTE', $3, $4, 'test', 'test', 'test', now())`,
    [seq, id, served, sha256Hex(served)],
  );
}
