import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { systemClock } from "../../../src/kernel/clock.js";
import { UlidFactory } from "../../../src/kernel/ulid.js";
import { eventually } from "../../../src/orchestration/conformance/eventually.js";
import { assertProblem } from "./assert-problem.js";
import { type StagedSample, sendSample } from "./sample.js";
import { storedRows, storesNothing } from "./stored-rows.js";
import type { TestGateway } from "./test-gateway.js";

const ids = new UlidFactory(systemClock);

/** Ends the accepted work of a request in the place of a worker, as soon as it is stored. */
export async function finishInPlaceOfWorker({ database }: TestGateway, correlationId: string): Promise<void> {
  const finish = async (): Promise<number | null> => {
    const { rowCount } = await database.pool.query(
      "UPDATE il.operation_status SET state = 'SUCCEEDED', finished_at = now() WHERE correlation_id = $1",
      [correlationId],
    );
    return rowCount;
  };
  await eventually(finish, (rows) => rows === 1);
}

/** The specs of an API's durable writes, by operationId. @typeParam Id its operationIds */
export class AcceptSpecs<Id extends string> {
  constructor(
    private readonly sampleOf: (operationId: Id) => Promise<StagedSample>,
    /** Base path of the version. */
    private readonly basePath: string,
  ) {}

  /** 202: durable, followable, and repeatable. @param stored rows that the request adds, by table */
  acceptsDurably(operationId: Id, stored: Readonly<Record<string, number>>): void {
    describe(`${operationId} answers 202`, () => {
      it("after storing the request and all that follows from it", async () => {
        const sample = await this.sampleOf(operationId);
        const before = await storedRows(sample.gateway);
        const answer = await sendSample(sample, { headers: { "x-correlation-id": "a-correlation" } });
        assert.equal(answer.status, 202, JSON.stringify(answer.body));
        const after = await storedRows(sample.gateway);
        const added = Object.keys(after).filter((table) => after[table] !== before[table]);
        assert.deepEqual(
          Object.fromEntries(added.map((table) => [table, (after[table] ?? 0) - (before[table] ?? 0)])),
          stored,
        );
        assert.deepEqual([answer.body["kind"], answer.body["state"]], [operationId, "RUNNING"]);
        assert.equal(answer.headers.get("location"), `${this.basePath}/operations/${String(answer.body["id"])}`);
        assert.equal(answer.headers.get("retry-after"), "1");
        assert.equal(answer.headers.get("x-correlation-id"), "a-correlation");
        assert.equal(answer.headers.get("idempotent-replayed"), null);
      });

      it("again to the very same request under the same key, and stores it once", async () => {
        const sample = await this.sampleOf(operationId);
        const headers = { "idempotency-key": ids.next() };
        const first = await sendSample(sample, { headers });
        const second = await storesNothing(sample.gateway, () => sendSample(sample, { headers }));
        assert.deepEqual([second.status, second.body], [202, first.body]);
        assert.equal(second.headers.get("idempotent-replayed"), "true");
        assert.equal(second.headers.get("location"), first.headers.get("location"));
      });

      it("to Prefer: wait when the work does not end in time", async () => {
        const sample = await this.sampleOf(operationId);
        const answer = await sendSample(sample, { headers: { prefer: "wait=1" } });
        assert.deepEqual([answer.status, answer.body["state"]], [202, "RUNNING"]);
        assert.equal(answer.headers.get("preference-applied"), null);
      });
    });
  }

  /** 200: the work ended while the caller waited. */
  waitsForTheWork(operationId: Id): void {
    describe(`${operationId} answers 200`, () => {
      it("to Prefer: wait when the work ends in time", async () => {
        const sample = await this.sampleOf(operationId);
        const correlationId = ids.next();
        const sent = sendSample(sample, { headers: { prefer: "wait=10", "x-correlation-id": correlationId } });
        await finishInPlaceOfWorker(sample.gateway, correlationId);
        const answer = await sent;
        assert.deepEqual([answer.status, answer.body["state"]], [200, "SUCCEEDED"], JSON.stringify(answer.body));
        assert.equal(answer.headers.get("preference-applied"), "wait=10");
      });
    });
  }

  /** 500: a stored answer is checked like any other when it is given again. @param status of the first answer */
  breaksOnBrokenReplay(operationId: Id, status = 202): void {
    describe(`${operationId} answers 500`, () => {
      it("instead of a stored answer that breaks the contract", async () => {
        const sample = await this.sampleOf(operationId);
        const key = ids.next();
        const headers = { "idempotency-key": key };
        assert.equal((await sendSample(sample, { headers })).status, status);
        await sample.gateway.database.pool.query(
          "UPDATE il.idempotency SET response = '{}' WHERE operation = $1 AND key = $2",
          [operationId, key],
        );
        const answer = await storesNothing(sample.gateway, () => sendSample(sample, { headers }));
        assertProblem(answer, { status: 500, code: "RESPONSE_CONTRACT_VIOLATION" });
      });
    });
  }
}
