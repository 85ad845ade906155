import assert from "node:assert/strict";
import type { operations } from "../../../src/apis/inventory-movement/contract.gen.js";
import { systemClock } from "../../../src/kernel/clock.js";
import { UlidFactory } from "../../../src/kernel/ulid.js";
import { AcceptSpecs } from "../gateway/accept-specs.js";
import { RefusalSpecs } from "../gateway/refusal-specs.js";
import { type SampleMakers, type StagedSample, stageSample } from "../gateway/sample.js";
import type { TestGateway } from "../gateway/test-gateway.js";
import type { Json } from "../production-order/documents.js";
import { BASE, scrapDocument, snapshotDocument } from "./documents.js";

export type OperationId = keyof operations;

const ids = new UlidFactory(systemClock);

/** An accepted movement. */
export interface StoredMovement {
  readonly id: string;
  readonly operationId: string;
  /** Address of the movement. */
  readonly resource: string;
}

export async function reportMovement(gateway: TestGateway, changes: Json = {}): Promise<StoredMovement> {
  const body = scrapDocument(changes);
  const answer = await gateway.client.send(`POST ${BASE}/movements`, { as: "mes", body });
  assert.equal(answer.status, 202, JSON.stringify(answer.body));
  const resource = String(answer.body["resource"]);
  return { id: resource.split("/").at(-1) ?? "", operationId: String(answer.body["id"]), resource };
}

/** A gateway without a worker: the test applies the movement in its place. @returns its version afterwards */
export async function applyInPlaceOfWorker({ database }: TestGateway, movementId: string): Promise<string> {
  await database.pool.query(
    "UPDATE il.movement SET state = 'APPLIED', version = version + 1, updated_at = now() WHERE id = $1",
    [movementId],
  );
  return '"2"';
}

/** An item of a batch with a key of its own. */
export function bulkItem(movement: Json = scrapDocument()): Json {
  return { idempotencyKey: ids.next(), movement };
}

const MAKERS: SampleMakers<OperationId> = {
  createMovement: async () => ({
    target: `POST ${BASE}/movements`,
    as: "mes",
    foreigner: "foreign-mes",
    body: scrapDocument(),
  }),
  validateMovement: async () => ({
    target: `POST ${BASE}/movements:validate`,
    as: "mes",
    foreigner: "foreign-mes",
    body: scrapDocument(),
  }),
  createMovementBatch: async () => ({ target: `POST ${BASE}/movements:bulk`, as: "mes", body: [bulkItem()] }),
  reverseMovement: async (gateway) => {
    const { id, resource } = await reportMovement(gateway);
    const etag = await applyInPlaceOfWorker(gateway, id);
    const body = { reasonCode: "S02", occurredAt: systemClock.now().toISOString() };
    return { target: `POST ${resource}:reverse`, as: "mes", body, headers: { "if-match": etag } };
  },
  getMovement: async (gateway) => ({ target: `GET ${(await reportMovement(gateway)).resource}`, as: "mes" }),
  listMovements: async () => ({ target: `GET ${BASE}/movements`, as: "mes" }),
  listStockBalances: async () => ({ target: `GET ${BASE}/stock-balances`, as: "erp" }),
  createStockSnapshot: async () => ({
    target: `POST ${BASE}/stock-snapshots`,
    as: "wms",
    foreigner: "foreign-wms",
    body: snapshotDocument(),
  }),
  getOperation: async (gateway) => ({
    target: `GET ${BASE}/operations/${(await reportMovement(gateway)).operationId}`,
    as: "mes",
  }),
};

export const sampleOf = (operationId: OperationId): Promise<StagedSample> => stageSample(MAKERS, operationId);

export const refusals = new RefusalSpecs<OperationId>(sampleOf, `${BASE}/movements?limit=1`);
export const accepts = new AcceptSpecs<OperationId>(sampleOf, BASE);

/** The JSON body of a sample, for changes to its members. */
export const bodyOf = ({ body }: { readonly body?: unknown }): Json => body as Json;
