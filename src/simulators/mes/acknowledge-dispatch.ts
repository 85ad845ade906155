/** Part of the MES simulator: answers a dispatch through the gateway's contract. */
import { type GatewayClient, toGatewayAnswer } from "../gateway-client.js";
import type { Behaviour } from "./behaviour.js";
import type { Journal } from "./journal.js";
import type { ReceivedDispatch } from "./mes-order.js";

export class AcknowledgeDispatch {
  constructor(
    private readonly journal: Journal,
    private readonly gateway: GatewayClient,
  ) {}

  /** @returns true when the gateway took a positive acknowledgement. */
  async run({ dispatchId, order, revision, receivedAt }: ReceivedDispatch, behaviour: Behaviour): Promise<boolean> {
    if (behaviour.acknowledge === "SILENT" || this.journal.isAcknowledged(dispatchId)) return false;
    await new Promise((resolve) => setTimeout(resolve, behaviour.delayMs).unref());
    const isPositive = behaviour.acknowledge === "ACK";
    const sent = await this.gateway
      .orders(ACKNOWLEDGE_ATTEMPTS_MAX)
      .POST("/orders/{plantCode}/{orderNumber}/acknowledgements", {
        params: {
          path: { plantCode: order.plantCode, orderNumber: order.orderNumber },
          header: { "Idempotency-Key": `acknowledgement-${dispatchId}-${behaviour.acknowledge}` },
        },
        body: {
          dispatchId,
          result: behaviour.acknowledge,
          ...(isPositive
            ? { mesOrderRef: `MES-${order.orderNumber}-${revision}` }
            : { code: behaviour.nackCode, reason: "Refused by the MES simulator" }),
          // Not the present time: a repeat after a restart must be the same request under the same key.
          occurredAt: receivedAt,
        },
      });
    const answer = toGatewayAnswer(sent);
    const verdict = { status: answer.status, ...(answer.status >= 400 ? { problem: answer.body } : {}) };
    this.journal.write({ type: "acknowledged", dispatchId, result: behaviour.acknowledge, verdict });
    return isPositive && answer.status < 400;
  }
}

/** Minutes of patience; the gateway dispatches again when its own timer runs out. */
const ACKNOWLEDGE_ATTEMPTS_MAX = 30;
