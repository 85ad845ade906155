import { eventually } from "../../src/orchestration/conformance/eventually.js";
import { systemClock } from "../../src/kernel/clock.js";
import { FlowStage } from "../../test/support/production-order/flow-stage.js";
import { consumptionOf, newOrderNumber } from "../../test/support/production-order/documents.js";
import { type Accepted, releaseOrder } from "../../test/support/production-order/stage.js";
import type { TestGateway } from "../../test/support/gateway/test-gateway.js";

/** What a state gives to the interactions that need it. */
export type StateValues = Record<string, string>;

const SCRAP = { value: "1", unit: "KGM" };

/** Brings the running gateway into the states that the pacts name; every order is a new one. */
export class ProviderStates {
  readonly #stage: FlowStage;
  /** The order of the last state, whose events are asked for. */
  #orderNumber = "";

  constructor(private readonly gateway: TestGateway) {
    this.#stage = new FlowStage(gateway);
  }

  /** By the name that the pacts use. */
  handlers(): Record<string, () => Promise<StateValues>> {
    return {
      "the plant runs and the order number is free": () => this.#freeNumber(),
      "no such order": () => Promise.resolve({}),
      "an order that waits for the MES": () => this.#waiting(),
      "an order that is ready": () => this.#ready(),
      "an order that the MES has acknowledged": () => this.#ready(),
      "an order whose release has succeeded": () => this.#released(),
      "an order with a confirmation that was applied": () => this.#confirmed(),
    };
  }

  get orderKey(): string {
    return `P100/${this.#orderNumber}`;
  }

  #freeNumber(): Promise<StateValues> {
    return Promise.resolve({ ...this.#values(newOrderNumber()), plannedStart: inHours(-1), plannedEnd: inHours(7) });
  }

  async #waiting(): Promise<StateValues> {
    await this.#stage.tell("mes", "behaviour", { acknowledge: "SILENT" });
    const { orderNumber } = await releaseOrder(this.gateway);
    const { dispatchId = "" } = await this.#stage.orderUntil(
      orderNumber,
      ({ syncState }) => syncState === "DISPATCHED",
    );
    return { ...this.#values(orderNumber), dispatchId };
  }

  async #ready(): Promise<StateValues> {
    await this.#stage.tell("mes", "behaviour", { acknowledge: "ACK" });
    return this.#values(await this.#stage.readyOrder());
  }

  async #released(): Promise<StateValues> {
    await this.#stage.tell("mes", "behaviour", { acknowledge: "ACK" });
    const accepted = await releaseOrder(this.gateway);
    await this.#stage.orderUntil(accepted.orderNumber, ({ state }) => state === "READY");
    await eventually(
      () => this.gateway.client.send(`GET /production-order/v1/operations/${accepted.operationId}`, { as: "auditor" }),
      ({ body }) => body["state"] === "SUCCEEDED",
    );
    return { ...this.#values(accepted.orderNumber), operationId: accepted.operationId };
  }

  async #confirmed(): Promise<StateValues> {
    const values = await this.#ready();
    const report = await this.#stage.report(this.#orderNumber, {
      sequence: 1,
      scrap: SCRAP,
      scrapReasonCode: "S01",
      consumption: [consumptionOf("0010", "24", "LOT-RM-7")],
    });
    await this.#stage.reportUntil(report, ({ state }) => state === "APPLIED");
    return { ...values, confirmationId: confirmationIdOf(report) };
  }

  #values(orderNumber: string): StateValues {
    this.#orderNumber = orderNumber;
    return { orderNumber, now: inHours(0) };
  }
}

const confirmationIdOf = ({ resource }: Accepted): string => resource.slice(resource.lastIndexOf("/") + 1);

function inHours(hours: number): string {
  return new Date(systemClock.now().getTime() + hours * 3_600_000).toISOString();
}
