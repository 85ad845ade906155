import assert from "node:assert/strict";
import { describe, it } from "node:test";
import type { operations } from "../../../src/apis/quality-event/contract.gen.js";
import { systemClock } from "../../../src/kernel/clock.js";
import { UlidFactory } from "../../../src/kernel/ulid.js";
import { AcceptSpecs } from "../gateway/accept-specs.js";
import { RefusalSpecs } from "../gateway/refusal-specs.js";
import { type Sample, type SampleMakers, type StagedSample, sendSample, stageSample } from "../gateway/sample.js";
import { storedRows, storesNothing } from "../gateway/stored-rows.js";
import type { TestGateway } from "../gateway/test-gateway.js";
import type { Json } from "../production-order/documents.js";
import {
  BASE,
  holdDocument,
  inspectionDocument,
  inspectionItem,
  newLotNumber,
  nonconformanceDocument,
  usageDocument,
} from "./documents.js";

export type OperationId = keyof operations;

const ids = new UlidFactory(systemClock);

/** Sends a write. @returns the address of its resource, and its operation's id */
async function accepted(
  gateway: TestGateway,
  path: string,
  as: "quality" | "quality-lead" | "mes",
  body: Json,
  headers: Json = {},
): Promise<{ readonly resource: string; readonly operationId: string }> {
  const given = headers as Record<string, string>;
  const answer = await gateway.client.send(`POST ${path}`, { as, body, headers: given });
  assert.equal(answer.status, 202, JSON.stringify(answer.body));
  return { resource: String(answer.body["resource"]), operationId: String(answer.body["id"]) };
}

export const placedHold = (gateway: TestGateway, changes: Json = {}) =>
  accepted(gateway, `${BASE}/holds`, "quality", holdDocument(changes));

/** A hold whose release was asked for by somebody else than who placed it. */
export async function requestedHold(gateway: TestGateway, changes: Json = {}): Promise<{ readonly resource: string }> {
  const { resource } = await placedHold(gateway, changes);
  const body = { reason: "Retest passed" };
  await accepted(gateway, `${resource}:request-release`, "quality-lead", body, { "if-match": '"1"' });
  return { resource };
}

export const raised = (gateway: TestGateway, changes: Json = {}) =>
  accepted(gateway, `${BASE}/nonconformances`, "mes", nonconformanceDocument(changes));

/** A lot that a decision has made known. */
export async function knownLot(gateway: TestGateway): Promise<string> {
  const lotNumber = newLotNumber();
  const scope = { type: "LOT", materialNumber: "FG-4711", lotNumber };
  await accepted(gateway, `${BASE}/usage-decisions`, "quality", usageDocument({ scope }));
  return lotNumber;
}

const read = (path: string): Sample => ({ target: `GET ${path}`, as: "auditor" });
const first = { "if-match": '"1"' };

const MAKERS: SampleMakers<OperationId> = {
  recordInspection: async () => ({
    target: `POST ${BASE}/inspection-results`,
    as: "mes",
    foreigner: "foreign-mes",
    body: inspectionDocument(),
  }),
  placeHold: async () => ({
    target: `POST ${BASE}/holds`,
    as: "quality",
    foreigner: "foreign-quality",
    body: holdDocument(),
  }),
  listHolds: async () => read(`${BASE}/holds`),
  getHold: async (gateway) => read((await placedHold(gateway)).resource),
  requestHoldRelease: async (gateway) => {
    const { resource } = await placedHold(gateway);
    return {
      target: `POST ${resource}:request-release`,
      as: "quality-lead",
      body: { reason: "Retest passed" },
      headers: first,
    };
  },
  releaseHold: async (gateway) => {
    const { resource } = await requestedHold(gateway);
    const body = { decision: "RELEASE", reason: "Certificate checked" };
    return { target: `POST ${resource}:release`, as: "quality-head", body, headers: { "if-match": '"2"' } };
  },
  rejectHold: async (gateway) => {
    const { resource } = await placedHold(gateway);
    const body = { disposition: "SCRAP", reason: "Foreign substance confirmed" };
    return { target: `POST ${resource}:reject`, as: "quality-lead", body, headers: first };
  },
  raiseNonconformance: async () => ({
    target: `POST ${BASE}/nonconformances`,
    as: "mes",
    foreigner: "foreign-mes",
    body: nonconformanceDocument(),
  }),
  getNonconformance: async (gateway) => read((await raised(gateway)).resource),
  changeNonconformance: async (gateway) => {
    const { resource } = await raised(gateway);
    const body = { disposition: "REWORK", state: "CLOSED", closingReason: "Reworked and tested again" };
    return { target: `PATCH ${resource}`, as: "quality", body, headers: first };
  },
  decideUsage: async () => ({
    target: `POST ${BASE}/usage-decisions`,
    as: "quality",
    foreigner: "foreign-quality",
    body: usageDocument(),
  }),
  listQualityEvents: async () => read(`${BASE}/events`),
  recordQualityEvents: async () => ({ target: `POST ${BASE}/events:bulk`, as: "mes", body: [inspectionItem()] }),
  traceLot: async (gateway) => read(`${BASE}/genealogy/FG-4711/${await knownLot(gateway)}`),
  exportLot: async (gateway) => read(`${BASE}/genealogy/FG-4711/${await knownLot(gateway)}:epcis`),
  getOperation: async (gateway) => read(`${BASE}/operations/${(await placedHold(gateway)).operationId}`),
};

export const sampleOf = (operationId: OperationId): Promise<StagedSample> => stageSample(MAKERS, operationId);

export const refusals = new RefusalSpecs<OperationId>(sampleOf, `${BASE}/holds?limit=1`);
export const accepts = new AcceptSpecs<OperationId>(sampleOf, BASE);

/** The JSON body of a sample, for changes to its members. */
export const bodyOf = ({ body }: { readonly body?: unknown }): Json => body as Json;

/** 202 of a write that is done when it is stored: the answer is that of accepted work, its operation has ended. */
export function acceptsAtOnce(operationId: OperationId, stored: Readonly<Record<string, number>>): void {
  describe(`${operationId} answers 202`, () => {
    it("after storing the request, whose work is done then", async () => {
      const sample = await sampleOf(operationId);
      const before = await storedRows(sample.gateway);
      const answer = await sendSample(sample);
      assert.deepEqual([answer.status, answer.body["state"]], [202, "RUNNING"], JSON.stringify(answer.body));
      const after = await storedRows(sample.gateway);
      const added = Object.entries(after).flatMap(([table, rows]) => {
        const count = rows - (before[table] ?? 0);
        return count === 0 ? [] : [[table, count] as const];
      });
      assert.deepEqual(Object.fromEntries(added), stored);
      const status = await sample.gateway.client.send(`GET ${answer.headers.get("location")}`, { as: "auditor" });
      assert.equal(status.body["state"], "SUCCEEDED");
    });

    it("again to the very same request under the same key, and stores it once", async () => {
      const sample = await sampleOf(operationId);
      const headers = { "idempotency-key": ids.next() };
      const before = await sendSample(sample, { headers });
      const again = await storesNothing(sample.gateway, () => sendSample(sample, { headers }));
      assert.deepEqual([again.status, again.body], [202, before.body]);
      assert.equal(again.headers.get("idempotent-replayed"), "true");
    });
  });
}

/** 200 of such a write: whoever waits need not wait. */
export function isDoneAtOnce(operationId: OperationId): void {
  describe(`${operationId} answers 200`, () => {
    it("to Prefer: wait, since the work is done", async () => {
      const sample = await sampleOf(operationId);
      const answer = await sendSample(sample, { headers: { prefer: "wait=10" } });
      assert.deepEqual([answer.status, answer.body["state"]], [200, "SUCCEEDED"], JSON.stringify(answer.body));
      assert.equal(answer.headers.get("preference-applied"), "wait=10");
    });
  });
}

/** 500: a stored row that no code of ours writes breaks the answer. @param statement breaks it; $1 is the last part of the address */
export function breaksWhenStoredWrong(operationId: OperationId, statement: string, mend?: string): void {
  describe(`${operationId} answers 500`, () => {
    it("instead of an answer that breaks the contract", async () => {
      const sample = await sampleOf(operationId);
      const { pool } = sample.gateway.database;
      const id = /([^/:]+)(?::epcis)?$/.exec(sample.target)?.[1];
      const { rowCount } = await pool.query(statement, statement.includes("$1") ? [id] : []);
      assert.equal(rowCount, 1, "the statement breaks one row");
      const answer = await storesNothing(sample.gateway, () => sendSample(sample));
      assert.deepEqual([answer.status, answer.body["code"]], [500, "RESPONSE_CONTRACT_VIOLATION"]);
      if (mend !== undefined) await pool.query(mend);
    });
  });
}

const KEYS = new WeakMap<TestGateway, Map<string, string>>();

/** One key for everything that is sent of a sample. */
export function keyOf({ gateway, target, body }: StagedSample): string {
  const keys = KEYS.get(gateway) ?? new Map<string, string>();
  KEYS.set(gateway, keys);
  const name = `${target} ${JSON.stringify(body)}`;
  const key = keys.get(name) ?? ids.next();
  keys.set(name, key);
  return key;
}
