import { eventually } from "../../src/orchestration/conformance/eventually.js";
import type { TestGateway } from "../../test/support/gateway/test-gateway.js";
import { consumptionOf, newOrderNumber } from "../../test/support/production-order/documents.js";
import { FlowStage } from "../../test/support/production-order/flow-stage.js";
import { type Accepted, releaseOrder } from "../../test/support/production-order/stage.js";
import { type ProviderState, type StateMakers, inHours } from "./provider-state.js";

const SCRAP = { value: "1", unit: "KGM" };

/** States of production orders; every order is a new one. */
export class OrderStates {
  readonly #stage: FlowStage;

  constructor(private readonly gateway: TestGateway) {
    this.#stage = new FlowStage(gateway);
  }

  makers(): StateMakers {
    return {
      "the plant runs and the order number is free": () => Promise.resolve(freeNumber()),
      "no such order": () => Promise.resolve({ values: {} }),
      "an order that waits for the MES": () => this.#waiting(),
      "an order that is ready": () => this.#ready(),
      "an order that the MES has acknowledged": () => this.#ready(),
      "an order whose release has succeeded": () => this.#released(),
      "an order with a confirmation that was applied": () => this.#confirmed(),
    };
  }

  async #waiting(): Promise<ProviderState> {
    await this.#stage.tell("mes", "behaviour", { acknowledge: "SILENT" });
    const { orderNumber } = await releaseOrder(this.gateway);
    const { dispatchId = "" } = await this.#stage.orderUntil(
      orderNumber,
      ({ syncState }) => syncState === "DISPATCHED",
    );
    return stateOf(orderNumber, { dispatchId });
  }

  async #ready(): Promise<ProviderState> {
    return stateOf(await this.#readyOrder());
  }

  async #readyOrder(): Promise<string> {
    await this.#stage.tell("mes", "behaviour", { acknowledge: "ACK" });
    return await this.#stage.readyOrder();
  }

  async #released(): Promise<ProviderState> {
    await this.#stage.tell("mes", "behaviour", { acknowledge: "ACK" });
    const { orderNumber, operationId } = await releaseOrder(this.gateway);
    await this.#stage.orderUntil(orderNumber, ({ state }) => state === "READY");
    await eventually(
      () => this.gateway.client.send(`GET /production-order/v1/operations/${operationId}`, { as: "auditor" }),
      ({ body }) => body["state"] === "SUCCEEDED",
    );
    return stateOf(orderNumber, { operationId });
  }

  async #confirmed(): Promise<ProviderState> {
    const orderNumber = await this.#readyOrder();
    const report = await this.#stage.report(orderNumber, {
      sequence: 1,
      scrap: SCRAP,
      scrapReasonCode: "S01",
      consumption: [consumptionOf("0010", "24", "LOT-RM-7")],
    });
    await this.#stage.reportUntil(report, ({ state }) => state === "APPLIED");
    return stateOf(orderNumber, { confirmationId: confirmationIdOf(report) });
  }
}

const freeNumber = (): ProviderState =>
  stateOf(newOrderNumber(), { plannedStart: inHours(-1), plannedEnd: inHours(7) });

const confirmationIdOf = ({ resource }: Accepted): string => resource.slice(resource.lastIndexOf("/") + 1);

function stateOf(orderNumber: string, values: ProviderState["values"] = {}): ProviderState {
  return { values: { orderNumber, now: inHours(0), ...values }, eventKey: `P100/${orderNumber}` };
}
