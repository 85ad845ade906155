import { partitionKeyOf } from "../../src/quality/quality-scope.js";
import type { TestGateway } from "../../test/support/gateway/test-gateway.js";
import { consumptionOf } from "../../test/support/production-order/documents.js";
import { FlowStage } from "../../test/support/production-order/flow-stage.js";
import { newLotNumber } from "../../test/support/quality-event/documents.js";
import { QualityStage } from "../../test/support/quality-event/quality-stage.js";
import { type ProviderState, type StateMakers, inHours } from "./provider-state.js";

const BATCH = { value: "100", unit: "KGM" };

/** States of lots and holds; every lot is a new one. */
export class QualityStates {
  readonly #flow: FlowStage;
  readonly #quality: QualityStage;

  constructor(gateway: TestGateway) {
    this.#flow = new FlowStage(gateway);
    this.#quality = new QualityStage(gateway);
  }

  makers(): StateMakers {
    return {
      "the plant runs and the lot number is free": () =>
        Promise.resolve({ values: { lotNumber: newLotNumber(), now: inHours(0) } }),
      "a lot that is held": () => this.#held(),
      "a lot that went into a product": () => this.#consumed(),
    };
  }

  async #held(): Promise<ProviderState> {
    const scope = { type: "LOT" as const, materialNumber: "RM-100", lotNumber: newLotNumber() };
    const { id, etag } = await this.#quality.held({ scope });
    return { values: { holdId: id, etag: `"${etag}"` }, eventKey: partitionKeyOf("P100", scope) };
  }

  async #consumed(): Promise<ProviderState> {
    const [lotNumber, made] = [newLotNumber(), newLotNumber()];
    await this.#flow.tell("mes", "behaviour", { acknowledge: "ACK" });
    const orderNumber = await this.#flow.readyOrder();
    const consumption = [consumptionOf("0010", "60", lotNumber)];
    const mixed = { operationNumber: "0010", kind: "COMPLETE", yield: BATCH, consumption };
    const producedLots = [{ lotNumber: made, quantity: BATCH }];
    const packed = { operationNumber: "0020", kind: "COMPLETE", yield: BATCH, producedLots };
    for (const report of [mixed, packed]) await this.#flow.settled(await this.#flow.report(orderNumber, report));
    return { values: { lotNumber } };
  }
}
