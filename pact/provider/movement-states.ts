import { eventually } from "../../src/orchestration/conformance/eventually.js";
import type { Call } from "../../test/support/gateway/gateway-client.js";
import type { TestGateway } from "../../test/support/gateway/test-gateway.js";
import { BASE, issueDocument, lineDocument, scrapDocument } from "../../test/support/inventory-movement/documents.js";
import type { Json } from "../../test/support/production-order/documents.js";
import { FlowStage } from "../../test/support/production-order/flow-stage.js";
import { newLotNumber } from "../../test/support/quality-event/documents.js";
import { type ProviderState, type StateMakers, inHours } from "./provider-state.js";

const PRODUCED = { value: "10", unit: "KGM" };

/** States of inventory movements; every movement is a new one, of an order of its own where it has one. */
export class MovementStates {
  readonly #stage: FlowStage;

  constructor(private readonly gateway: TestGateway) {
    this.#stage = new FlowStage(gateway);
  }

  makers(): StateMakers {
    return {
      "the plant runs": () => Promise.resolve({ values: { now: inHours(0) } }),
      "an issue of two materials that was posted": () => this.#ofOrder(issueDocument),
      "a receipt that was posted": () => this.#ofOrder(receiptDocument),
      "a scrap of one lot that was posted": () => this.#posted(scrapDocument()),
      "a transfer that was posted": () => this.#posted(transferDocument(), "wms"),
      "a transfer that was taken back": () => this.#takenBack(),
    };
  }

  async #ofOrder(documentOf: (orderNumber: string) => Json): Promise<ProviderState> {
    await this.#stage.tell("mes", "behaviour", { acknowledge: "ACK" });
    return await this.#posted(documentOf(await this.#stage.readyOrder()));
  }

  async #posted(document: Json, as: "mes" | "wms" = "mes"): Promise<ProviderState> {
    const resource = await this.#accepted("movements", { as, body: document });
    const id = resource.slice(resource.lastIndexOf("/") + 1);
    const movement = await this.#until(id, "POSTED");
    const subject = document["orderNumber"] ?? movement["movementNumber"];
    const values = { movementId: id, etag: `"${String(movement["etag"])}"`, now: inHours(0) };
    return { values, eventKey: `P100/${String(subject)}` };
  }

  async #takenBack(): Promise<ProviderState> {
    const { values } = await this.#posted(transferDocument(), "wms");
    const { movementId = "", etag } = values;
    const body = { reasonCode: "S02", occurredAt: inHours(0) };
    await this.#accepted(`movements/${movementId}:reverse`, { as: "wms", body, headers: { "if-match": etag } });
    const reversed = await this.#until(movementId, "REVERSED");
    return { values: { ...values, etag: `"${String(reversed["etag"])}"` } };
  }

  /** Sends a write. @returns the address of its resource */
  async #accepted(path: string, call: Call): Promise<string> {
    const { status, body } = await this.gateway.client.send(`POST ${BASE}/${path}`, call);
    if (status !== 202) throw new Error(`${path} was answered with ${status}: ${JSON.stringify(body)}`);
    return String(body["resource"]);
  }

  /** Waits until the movement has the state. @returns what the contract shows of it */
  async #until(id: string, state: string): Promise<Json> {
    const { body } = await eventually(
      () => this.gateway.client.send(`GET ${BASE}/movements/${id}`, { as: "auditor" }),
      (answer) => answer.body["state"] === state,
    );
    return body;
  }
}

/** 2 kg of RM-100 to another storage location. */
function transferDocument(): Json {
  const line = lineDocument({ storageLocation: { from: "RM01", to: "RM02" } });
  return scrapDocument({ movementType: "TRANSFER_LOCATION", reasonCode: undefined, lines: [line] });
}

/** 10 kg of the order's product in a new lot. */
function receiptDocument(orderNumber: string): Json {
  const line = {
    materialNumber: "FG-4711",
    quantity: PRODUCED,
    lots: [{ lotNumber: newLotNumber(), quantity: PRODUCED }],
    storageLocation: { to: "FG01" },
  };
  return scrapDocument({
    movementType: "RECEIPT_FROM_ORDER",
    reasonCode: undefined,
    orderNumber,
    lines: [lineDocument(line)],
  });
}
