import type { operations } from "../../../src/apis/production-order/contract.gen.js";
import { systemClock } from "../../../src/kernel/clock.js";
import type { ClientName } from "../gateway/clients.js";
import type { Answer, Call } from "../gateway/gateway-client.js";
import { sharedGateway } from "../gateway/shared-gateway.js";
import type { TestGateway } from "../gateway/test-gateway.js";
import { BASE, type Json, orderDocument, reportDocument } from "./documents.js";
import { dispatchInPlaceOfWorker, releaseOrder, reportExecution } from "./stage.js";

export type OperationId = keyof operations;

/** A request that the gateway takes; the specs change one thing of it. */
export interface Sample {
  /** Method and address. */
  readonly target: string;
  readonly as: ClientName;
  /** Holds the same permission in another plant only; absent where the answer is filtered by plant instead. */
  readonly foreigner?: ClientName;
  readonly body?: Json;
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
  const { gateway, target, as, body } = sample;
  return await gateway.client.send(target, { as, body, ...changes });
}
