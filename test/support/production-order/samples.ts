import type { operations } from "../../../src/apis/production-order/contract.gen.js";
import { systemClock } from "../../../src/kernel/clock.js";
import { UlidFactory } from "../../../src/kernel/ulid.js";
import type { ClientName } from "../gateway/clients.js";
import type { Answer, Call } from "../gateway/gateway-client.js";
import { sharedGateway } from "../gateway/shared-gateway.js";
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

/** A request that the gateway takes; the specs change one thing of it. */
export interface Sample {
  /** Method and address. */
  readonly target: string;
  readonly as: ClientName;
  /** Holds the same permission in another plant only; absent where the answer is filtered by plant instead. */
  readonly foreigner?: ClientName;
  readonly body?: Json;
  /** Body of an operation that takes a list. */
  readonly list?: readonly Json[];
  /** Headers that the operation cannot do without, besides those of every request. */
  readonly headers?: Readonly<Record<string, string>>;
}

/** Makes the resources that the operation needs, then the request. */
const SAMPLES: Readonly<Record<OperationId, (gateway: TestGateway) => Promise<Sample>>> = {
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

/** A sample at the gateway that it was made for. */
export interface StagedSample extends Sample {
  readonly gateway: TestGateway;
}

export async function sampleOf(operationId: OperationId): Promise<StagedSample> {
  const gateway = await sharedGateway();
  return { ...(await SAMPLES[operationId](gateway)), gateway };
}

/** Sends a sample with changes. */
export async function sendSample(sample: StagedSample, changes: Call = {}): Promise<Answer> {
  const { gateway, target, as, body, headers, list } = sample;
  return await gateway.client.send(target, {
    as,
    body: list ?? body,
    ...changes,
    headers: { ...headers, ...changes.headers },
  });
}
