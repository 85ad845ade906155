import assert from "node:assert/strict";
import { join } from "node:path";
import { after, before, describe, it } from "node:test";
import { projectRoot } from "../../src/config/project-root.js";
import { loadContractSet } from "../../src/gateway/public.js";
import { type FuzzAnswer, breachesOf } from "./check-answer.js";
import { type FuzzGateway, startFuzzGateway } from "./fuzz-gateway.js";
import type { FuzzRequest } from "./fuzz-request.js";
import { runFuzz } from "./run-fuzz.js";
import { ContractSchemas } from "./values/contract-schemas.js";

const root = join(projectRoot, "contracts");

describe("the served contracts", () => {
  let gateway: FuzzGateway;
  before(async () => {
    gateway = await startFuzzGateway("gateway");
  });
  after(() => gateway.close());

  it("hold for every answer to requests made from them", async () => {
    const report = await runFuzz({ requestCount: 600, seed: 20261123 }, gateway);
    assert.equal(report.breaches.length, 0, `${report.details()}\n${report.table()}`);
    // Every operation has had its turn, and writes came through.
    for (const { operation } of loadContractSet(root).operations) {
      const name = `${operation.api}/${operation.version} ${operation.operationId}`;
      assert.notEqual(report.sent(name), 0, `${name} was not called`);
    }
    assert.notEqual(report.count("production-order/v1 releaseOrder", 202), 0);
  });
});

describe("the judgement of an answer", () => {
  const schemas = new ContractSchemas(root, "response");
  const compiled = loadContractSet(root).operations.find(({ operation }) => operation.operationId === "validateOrder");
  const request: FuzzRequest = {
    mode: "valid",
    method: "POST",
    target: "/production-order/v1/validations",
    headers: {},
    body: "{}",
    isBroken: false,
    isSound: true,
    change: "",
  };
  const answer = (status: number, body: unknown, contentType = "application/json"): FuzzAnswer => ({
    status,
    headers: new Headers({ "content-type": contentType, "x-correlation-id": "c", traceparent: "t" }),
    text: JSON.stringify(body),
  });
  const judge = (given: FuzzAnswer, changes: Partial<FuzzRequest> = {}): readonly string[] => {
    assert.ok(compiled !== undefined);
    return breachesOf(compiled.operation, { ...request, ...changes }, given, schemas);
  };
  const sound = { verdict: "VALIDATED", checks: [], findings: [] };

  it("finds nothing in one that keeps to its contract", () => {
    assert.deepEqual(judge(answer(200, sound)), []);
  });

  it("finds a status, a media type, a body and an inside that are not in the contract", () => {
    assert.deepEqual(judge(answer(201, sound)), ["status 201 is not in the contract"]);
    assert.deepEqual(judge(answer(200, sound, "text/html")), ["the media type text/html is not in the contract"]);
    assert.deepEqual(judge(answer(200, { ...sound, verdict: 1 })), ["the body breaks the contract"]);
    assert.ok(
      judge(answer(500, { detail: "at Object.<anonymous> (/x.ts:1)" })).includes("the answer tells of our inside"),
    );
    assert.ok(judge(answer(500, {})).includes("status 500"));
  });

  it("finds success of a broken request, and the contract's refusal of a sound one", () => {
    assert.deepEqual(judge(answer(200, sound), { isBroken: true, isSound: false }), [
      "status 200 for a request that breaks the contract",
    ]);
    const refused = judge(answer(422, { code: "SCHEMA_VIOLATION" }, "application/problem+json"));
    assert.ok(refused.includes("refused with SCHEMA_VIOLATION although sound"));
  });
});
