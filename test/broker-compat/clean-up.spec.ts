import assert from "node:assert/strict";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { after, before, describe, it } from "node:test";
import { systemClock } from "../../src/kernel/clock.js";
import { UlidFactory } from "../../src/kernel/ulid.js";
import { AuditLog } from "../../src/platform/audit/public.js";
import { createLogger } from "../../src/platform/telemetry/logger.js";
import { createClientStore } from "../../src/platform/security/public.js";
import { CleanUpPolicies } from "../../src/verification/cleanup/clean-up-policies.js";
import { CleanUpRegistry } from "../../src/verification/cleanup/clean-up-registry.js";
import { CleanUpRunner } from "../../src/verification/cleanup/clean-up-runner.js";
import { runInterlock } from "../support/run-interlock.js";
import { makeTemporaryFolder } from "../support/temporary-folder.js";
import { callBroker, publish, report } from "./broker-api.js";
import { type BrokerStage, startBroker } from "./broker-stage.js";
import { pactText } from "./pact-files.js";
import { ENVIRONMENT_ID, storedText } from "./stored-text.js";

interface Run {
  readonly plan: {
    readonly versionCount: number;
    readonly planHash: string;
    readonly versions: readonly { readonly participant: string; readonly number: string }[];
  };
  readonly removed?: { readonly versionCount: number; readonly contentCount: number };
}

/** Pretends that everything that is there was made long ago. */
const AGE = [
  "UPDATE il.pact_version SET created_at = now() - interval '100 days'",
  "UPDATE il.pact_publication SET published_at = now() - interval '100 days'",
  "UPDATE il.pact_verification SET created_at = now() - interval '100 days'",
];
const POLICY = { versionsPerBranch: 2, days: 30, isScheduled: false };

describe("the clean-up of the registry", () => {
  let stage: BrokerStage;
  let lead: string;
  const folder = makeTemporaryFolder();

  before(async () => {
    stage = await startBroker();
    const store = createClientStore(systemClock, new AuditLog(systemClock));
    const { clientSecret } = await stage.unitOfWork.run((tx) =>
      store.create(tx, {
        clientId: "lead",
        name: "Lead",
        kind: "SERVICE",
        grants: [{ role: "governance-lead", plants: "*" }],
      }),
    );
    const answer = await fetch(`${origin()}/oauth/token`, {
      method: "POST",
      body: new URLSearchParams({ grant_type: "client_credentials", client_id: "lead", client_secret: clientSecret }),
      signal: AbortSignal.timeout(10_000),
    });
    const clients = { clients: { lead: { clientId: "lead", clientSecret } } };
    writeFileSync(join(folder.path, "credentials.json"), JSON.stringify(clients), { mode: 0o600 });
    lead = ((await answer.json()) as { access_token: string }).access_token;
    await fillRegistry();
  });
  after(async () => {
    folder.remove();
    await stage.close();
  });

  const origin = (): string => stage.url.replace(/\/pact-broker$/, "");

  async function manage(
    method: string,
    path: string,
    body?: unknown,
    token = lead,
  ): Promise<{ status: number; text: string }> {
    const answer = await fetch(`${origin()}/platform/v1/pact-clean-up${path}`, {
      method,
      headers: {
        authorization: `Bearer ${token}`,
        ...(body === undefined ? {} : { "content-type": "application/json" }),
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      signal: AbortSignal.timeout(20_000),
    });
    return { status: answer.status, text: await answer.text() };
  }

  async function publishMany(branch: string, numbers: readonly string[], tags: readonly string[] = []): Promise<void> {
    for (const number of numbers) {
      const text = pactText("mes", "orders", [`/${number}`]);
      await publish(stage, { consumer: "mes", number, provider: "orders", text, branch, tags });
    }
  }

  async function fillRegistry(): Promise<void> {
    await publishMany("main", ["m1", "m2", "m3", "m4"]);
    await publishMany("feature", ["f1", "f2", "f3", "f4", "f5"]);
    await publishMany("release", ["r1", "r2", "r3"], ["old"]);
    await report(stage, ["orders", "mes", "f1"], "p1", true);
    await callBroker(stage, "POST /environments", { name: "production", production: true });
    const id = await storedText(stage, ENVIRONMENT_ID);
    await callBroker(stage, `POST /pacticipants/mes/versions/f2/deployed-versions/environment/${id}`, {});
    for (const statement of AGE) await stage.unitOfWork.read(statement);
    await publishMany("feature", ["f6"]);
  }

  const planned = async (): Promise<Run> => {
    const answer = await manage("POST", "/runs", { versionsPerBranch: 2, days: 30 });
    assert.equal(answer.status, 200, answer.text);
    return JSON.parse(answer.text) as Run;
  };

  const left = async (): Promise<readonly string[]> => {
    const rows = await stage.unitOfWork.read<{ number: string }>("SELECT number FROM il.pact_version ORDER BY number");
    return rows.map(({ number }) => number);
  };

  it("removes nothing without a policy, and shows what one would remove", async () => {
    assert.deepEqual(JSON.parse((await manage("GET", "")).text), { policy: null });
    assert.equal((await manage("POST", "/runs", {})).status, 400);
    const { plan } = await planned();
    assert.deepEqual(
      plan.versions.map(({ number }) => number),
      // f2 runs, f5 and f6 are the newest of their branch, p1 is the only one of its participant.
      ["f1", "f3", "f4", "r1"],
    );
    assert.equal((await left()).length, 14);
  });

  it("is decided by governance leads only, and within bounds", async () => {
    const architect = await manage("PUT", "", POLICY, stage.token);
    assert.equal(architect.status, 403, architect.text);
    for (const policy of [{ ...POLICY, days: 0 }, { ...POLICY, versionsPerBranch: 1.5 }, { days: 3 }]) {
      assert.equal((await manage("PUT", "", policy)).status, 400, JSON.stringify(policy));
    }
    assert.equal((await manage("PUT", "", POLICY)).status, 200);
    assert.equal((await manage("POST", "/runs", { planHash: "x" })).status, 400);
    assert.equal((await manage("POST", "/runs", { planHash: "a".repeat(64), days: 1 })).status, 400);
  });

  it("applies only the plan that was looked at, and keeps what came into use in between", async () => {
    const { plan } = await planned();
    const id = await storedText(stage, ENVIRONMENT_ID);
    await callBroker(stage, `POST /pacticipants/mes/versions/f4/released-versions/environment/${id}`, {});
    const stale = await manage("POST", "/runs", { planHash: plan.planHash });
    assert.equal(stale.status, 409);
    assert.match(stale.text, /PACT_CLEAN_UP_STALE/);
    const { plan: fresh } = await planned();
    const applied = await manage("POST", "/runs", { planHash: fresh.planHash });
    const { removed, plan: rest } = JSON.parse(applied.text) as Run;
    assert.deepEqual([removed?.versionCount, removed?.contentCount, rest.versionCount], [3, 3, 0]);
    assert.deepEqual(await left(), ["f2", "f4", "f5", "f6", "m1", "m2", "m3", "m4", "p1", "r2", "r3"]);
  });

  it("leaves its trace in the audit", async () => {
    const entries = await stage.unitOfWork.read<{ actor: string; after: { versions?: readonly string[] } }>(
      "SELECT actor, entry::jsonb -> 'after' AS after FROM il.audit_entry WHERE resource_type = 'pact-clean-up' ORDER BY id",
    );
    assert.equal(entries.length, 2);
    assert.deepEqual([entries[1]?.actor, entries[1]?.after.versions], ["lead", ["mes/f1", "mes/f3", "mes/r1"]]);
  });

  it("keeps a version that others were declared equal to, and contents with an interaction in use", async () => {
    await publishMany("third", ["t1"]);
    await publish(stage, {
      consumer: "mes",
      number: "t2",
      provider: "orders",
      text: pactText("mes", "orders", ["/t1", "/x"]),
      branch: "third",
    });
    await publishMany("third", ["t3", "t4"]);
    await stage.unitOfWork.read(
      "UPDATE il.pact_version SET equivalent_to = (SELECT id FROM il.pact_version WHERE number = 't2') WHERE number = 't4'",
    );
    await publishMany("third", ["t5", "t6"]);
    await publish(stage, {
      consumer: "mes",
      number: "main-t1",
      provider: "orders",
      text: pactText("mes", "orders", ["/t1", "/y"]),
    });
    for (const statement of AGE) await stage.unitOfWork.read(statement);
    const { plan } = await planned();
    assert.deepEqual(
      plan.versions.map(({ number }) => number),
      ["t1", "t3", "t4"],
    );
    const { removed } = JSON.parse((await manage("POST", "/runs", { planHash: plan.planHash })).text) as Run;
    assert.deepEqual([removed?.versionCount, removed?.contentCount], [3, 2], "t1's content has an interaction in use");
  });

  it("runs once a day when it is scheduled, by one worker", async () => {
    await publishMany("fourth", ["x1", "x2", "x3"]);
    for (const statement of AGE) await stage.unitOfWork.read(statement);
    const audit = new AuditLog(systemClock);
    const policies = new CleanUpPolicies(stage.unitOfWork, audit, systemClock);
    const registry = new CleanUpRegistry(stage.unitOfWork, audit, systemClock);
    const logger = createLogger({ role: "worker", logLevel: "silent", logFile: undefined });
    const runner = new CleanUpRunner(policies, registry, new UlidFactory(systemClock), logger, "worker");
    await runner.runIfDue();
    assert.ok((await left()).includes("x1"), "not scheduled");
    await manage("PUT", "", { ...POLICY, isScheduled: true });
    await Promise.all([runner.runIfDue(), runner.runIfDue()]);
    assert.ok(!(await left()).includes("x1"));
    await publishMany("fourth", ["x4"]);
    for (const statement of AGE) await stage.unitOfWork.read(statement);
    await runner.runIfDue();
    assert.ok((await left()).includes("x2"), "not twice a day");
  });

  it("is driven by the command line: look, decide, apply", async () => {
    const run = async (exitCode: number, ...args: readonly string[]): Promise<string> => {
      const result = await runInterlock(["pact-clean-up", ...args], {
        INTERLOCK_PUBLIC_URL: origin(),
        INTERLOCK_CREDENTIALS: join(folder.path, "credentials.json"),
        INTERLOCK_CLIENT: "lead",
      });
      assert.equal(result.exitCode, exitCode, `${args.join(" ")}\n${result.stdout}\n${result.stderr}`);
      return result.stdout + result.stderr;
    };
    assert.match(await run(0, "show"), /versions per branch {2}2\n/);
    assert.match(await run(0, "plan", "--versions-per-branch", "3", "--days", "30"), /^0 versions/);
    await run(1, "plan", "--days", "30");
    await run(2, "set", "--versions-per-branch", "0", "--days", "30");
    assert.match(await run(0, "set", "--versions-per-branch", "1", "--days", "30"), /scheduled +no/);
    const hash = /plan ([0-9a-f]{64})/.exec(await run(0, "plan"))?.[1] ?? "";
    assert.match(await run(1, "apply", "0".repeat(64)), /PACT_CLEAN_UP_STALE/);
    assert.match(await run(0, "apply", hash), /^removed [1-9][0-9]* versions/);
    assert.match(await run(0, "plan"), /^0 versions/);
  });
});
