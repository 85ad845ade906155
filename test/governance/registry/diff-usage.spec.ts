import assert from "node:assert/strict";
import { cpSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { after, before, describe, it } from "node:test";
import { projectRoot } from "../../../src/config/project-root.js";
import type { ReviewReport } from "../../../src/governance/public.js";
import { runInterlock } from "../../support/run-interlock.js";
import { makeTemporaryFolder } from "../../support/temporary-folder.js";
import { type RegistryStage, startRegistryStage } from "./registry-stage.js";
import { standInEvidence } from "./stand-in-evidence.js";

const COUNTED = `
  INSERT INTO il.usage_window (recorder_id, started_at, observed_until, lost_calls)
    VALUES ('test', now() - interval '3 days', now(), 0);
  INSERT INTO il.usage_call (day, client_id, plant_code, api, version, operation, calls, requests, answers, is_complete)
    VALUES (current_date, 'erp-eu', 'P100', 'production-order', 'v1', 'POST /orders', 1204, 1204, 100, true);
  INSERT INTO il.usage_field (day, client_id, plant_code, api, version, operation, direction, field, calls)
    VALUES (current_date, 'erp-eu', 'P100', 'production-order', 'v1', 'POST /orders', 'request', '/priority', 900)`;

describe("the users that interlock diff names", () => {
  const folder = makeTemporaryFolder();
  const file = join(folder.path, "contracts", "openapi", "production-order", "v1.yaml");
  let stage: RegistryStage;

  before(async () => {
    cpSync(join(projectRoot, "contracts"), join(folder.path, "contracts"), { recursive: true });
    narrow("priority: { type: integer", "maximum: 99", "maximum: 9");
    stage = await startRegistryStage({ evidence: standInEvidence() });
    await stage.database.pool.query(COUNTED);
  });
  after(async () => {
    folder.remove();
    await stage.close();
  });

  function narrow(beginning: string, from: string, to: string): void {
    const path = join(folder.path, "contracts", "schemas", "production-order.yaml");
    const text = readFileSync(path, "utf8");
    const place = text.indexOf(from, text.indexOf(beginning));
    assert.ok(place > 0, `${beginning} … ${from} is not in the contract`);
    writeFileSync(path, text.slice(0, place) + to + text.slice(place + from.length));
  }

  async function impactOfPriority(...args: readonly string[]) {
    const { stdout, stderr } = await runInterlock(["diff", ...args, "--format", "json"], {
      INTERLOCK_PUBLIC_URL: stage.urls[0] ?? "",
      INTERLOCK_CREDENTIALS: stage.credentialsFile,
    });
    assert.notEqual(stdout, "", stderr);
    const { entries } = JSON.parse(stdout) as ReviewReport;
    return entries.find(({ rule }) => rule === "req-body.maximum.narrowed")?.impact;
  }

  const ownContract = join(projectRoot, "contracts", "openapi", "production-order", "v1.yaml");

  it("are those whose calls the gateway counted, when the base is what it serves", async () => {
    const impact = await impactOfPriority("registry:production-order/v1", file, "--client", "architect");
    assert.equal(impact?.status, "used");
    assert.deepEqual(impact?.users, [{ client: "erp-eu", calls: 1204 }]);
    assert.match(impact?.statement ?? "", /erp-eu \(plants P100\): 900 of 1204 bodies in 1204 calls of POST \/orders/);
  });

  it("are nobody when a gateway was asked and nobody sends the field", async () => {
    await stage.database.pool.query("UPDATE il.usage_field SET field = '/other'");
    const impact = await impactOfPriority(ownContract, file, "--usage", "production-order/v1", "--client", "architect");
    assert.deepEqual([impact?.status, impact?.users], ["unused", []]);
    assert.match(impact?.statement ?? "", /^No client used it since/);
  });

  it("are not asked for, and are not nobody, when no gateway was named", async () => {
    const impact = await impactOfPriority(ownContract, file);
    assert.equal(impact?.status, "not-asked");
    assert.match(impact?.statement ?? "", /^Not asked: no gateway was named/);
  });

  it("are unknown to a client that may read the contract and not who uses it", async () => {
    const impact = await impactOfPriority("registry:production-order/v1", file, "--client", "operator");
    assert.equal(impact?.status, "unknown");
    assert.match(impact?.statement ?? "", /permission consumer:read/);
  });
});
