import type { operations } from "../../../src/apis/production-order/contract.gen.js";
import { systemClock } from "../../../src/kernel/clock.js";
import { UlidFactory } from "../../../src/kernel/ulid.js";
import { AcceptSpecs } from "../gateway/accept-specs.js";
import { RefusalSpecs } from "../gateway/refusal-specs.js";
import {
  type Sample as GatewaySample,
  type StagedSample as GatewayStagedSample,
  type SampleMakers,
  stageSample,
} from "../gateway/sample.js";
import type { TestGateway } from "../gateway/test-gateway.js";
import { BASE, type Json, orderDocument, reportDocument } from "./documents.js";
import {
  applyInPlaceOfWorker,
  dispatchInPlaceOfWorker,
  moveInPlaceOfWorker,
  releaseOrder,
  reportExecution,
} from "./stage.js";

const ids = new UlidFactory(systemClock);

export type OperationId = keyof operations;

export type Sample = GatewaySample<Json>;
export type StagedSample = GatewayStagedSample<Json>;

/** Makes the resources that the operation needs, then the request. */
const MAKERS: SampleMakers<OperationId, Json> = {
  releaseOrder: async () => ({
    target: `POST ${BASE}/orders`,
    as: "erp",
    foreigner: "foreign-planner",
    body: orderDocument(),
  }),
  validateOrder: async () => ({
    target: `POST ${BASE}/validations`,
    as: "erp",
    foreigner: "foreign-planner",
    body: orderDocument(),
  }),
  acknowledgeOrder: async (gateway) => {
    const { orderNumber, resource } = await releaseOrder(gateway);
    const dispatchId = await dispatchInPlaceOfWorker(gateway, orderNumber);
    const body = { dispatchId, result: "ACK", occurredAt: systemClock.now().toISOString() };
    return { target: `POST ${resource}/acknowledgements`, as: "mes", foreigner: "foreign-mes", body };
  },
  createConfirmation: async (gateway) => {
    const { resource } = await releaseOrder(gateway);
    const body = reportDocument({ sequence: 1 });
    return { target: `POST ${resource}/confirmations`, as: "mes", foreigner: "foreign-mes", body };
  },
  changeOrder: async (gateway) => {
    const { orderNumber, resource } = await releaseOrder(gateway);
    const body = { priority: 1 };
    return await ofVersion(gateway, orderNumber, {
      target: `PATCH ${resource}`,
      as: "erp",
      foreigner: "foreign-planner",
      body,
    });
  },
  cancelOrder: (gateway) => command(gateway, "cancel", "erp", {}),
  closeOrder: (gateway) => command(gateway, "close", "erp", { state: ["READY", "RUNNING", "COMPLETED"] }),
  reopenOrder: (gateway) => command(gateway, "reopen", "erp", { state: ["READY", "RUNNING", "COMPLETED", "CLOSED"] }),
  abortOrder: (gateway) => command(gateway, "abort", "operator", { state: ["READY", "RUNNING"] }),
  revalidateOrder: (gateway) => command(gateway, "revalidate", "operator", { sync_state: ["VALIDATING", "REJECTED"] }),
  redispatchOrder: (gateway) =>
    command(gateway, "redispatch", "operator", {
      sync_state: ["VALIDATING", "VALIDATED", "DISPATCHING", "RETRY_WAIT", "DISPATCH_FAILED"],
    }),
  reverseConfirmation: async (gateway) => {
    const { orderNumber } = await releaseOrder(gateway);
    const { resource } = await reportExecution(gateway, orderNumber);
    await applyInPlaceOfWorker(gateway, resource);
    const { headers } = await gateway.client.send(`GET ${resource}`, { as: "auditor" });
    const body = { reasonCode: "R01", occurredAt: systemClock.now().toISOString() };
    const etag = headers.get("etag") ?? "";
    return {
      target: `POST ${resource}:reverse`,
      as: "mes",
      foreigner: "foreign-mes",
      body,
      headers: { "if-match": etag },
    };
  },
  getVariances: async (gateway) => read(`${(await releaseOrder(gateway)).resource}/variances`),
  createConfirmations: async (gateway) => {
    const { orderNumber } = await releaseOrder(gateway);
    return { target: `POST ${BASE}/confirmations:bulk`, as: "mes", list: [listItem(orderNumber)] };
  },
  listOrders: async () => ({ target: `GET ${BASE}/orders`, as: "mes" }),
  getOrder: async (gateway) => read((await releaseOrder(gateway)).resource),
  getTimeline: async (gateway) => read(`${(await releaseOrder(gateway)).resource}/timeline`),
  listConfirmations: async (gateway) => read(`${(await releaseOrder(gateway)).resource}/confirmations`),
  getConfirmation: async (gateway) => {
    const { orderNumber } = await releaseOrder(gateway);
    return read((await reportExecution(gateway, orderNumber)).resource);
  },
  getOperation: async (gateway) => {
    const { operationId } = await releaseOrder(gateway);
    return { target: `GET ${BASE}/operations/${operationId}`, as: "mes" };
  },
};

/** The order in the states that the command needs, one after the other, and the command. */
async function command(
  gateway: TestGateway,
  name: string,
  as: "erp" | "operator",
  states: Readonly<Partial<Record<"state" | "sync_state", readonly string[]>>>,
): Promise<Sample> {
  const { orderNumber, resource } = await releaseOrder(gateway);
  for (const [column, values] of Object.entries(states))
    await moveInPlaceOfWorker(gateway, orderNumber, column, values);
  const foreigner = as === "erp" ? "foreign-erp" : "foreign-operator";
  const sample: Sample = { target: `POST ${resource}:${name}`, as, foreigner, body: { reason: "A test wants it" } };
  return await ofVersion(gateway, orderNumber, sample);
}

/** The sample with the present version of its order. */
async function ofVersion({ client }: TestGateway, orderNumber: string, sample: Sample): Promise<Sample> {
  const { headers } = await client.send(`GET ${BASE}/orders/P100/${orderNumber}`, { as: "auditor" });
  return { ...sample, headers: { "if-match": headers.get("etag") ?? "" } };
}

/** One report of a list, with a key of its own. */
export function listItem(orderNumber: string, changes: Json = {}): Json {
  return {
    idempotencyKey: ids.next(),
    plantCode: "P100",
    orderNumber,
    report: reportDocument({ sequence: 1 }),
    ...changes,
  };
}

const read = (path: string): Sample => ({ target: `GET ${path}`, as: "auditor", foreigner: "foreign-mes" });

export const sampleOf = (operationId: OperationId): Promise<StagedSample> => stageSample(MAKERS, operationId);

export const refusals = new RefusalSpecs<OperationId, Json>(sampleOf, `${BASE}/orders?limit=1`);
export const accepts = new AcceptSpecs<OperationId>(sampleOf, BASE);
