import { eventually } from "../../src/orchestration/conformance/eventually.js";
import { startTestGateway } from "../support/gateway/test-gateway.js";
import { putPlant } from "../support/gateway/apply-plant.js";
import { BASE, type Json, consumptionOf } from "../support/production-order/documents.js";
import { type ErpDocumentView, FlowStage } from "../support/production-order/flow-stage.js";
import type { Accepted } from "../support/production-order/stage.js";

const RETRY = { baseMs: 20, factor: 1, maxMs: 20, maxAgeHours: 1 };

/** A posting as the plant's operators see it. */
export interface PostingView {
  readonly kind: string;
  readonly state: string;
  readonly attempts: number;
  readonly problem?: { readonly code: string; readonly class: string; readonly retryable: boolean };
}

export const kilograms = (value: string): Json => ({ value, unit: "KGM" });
export const lot = (lotNumber: string, value: string): Json => ({ lotNumber, quantity: kilograms(value) });
/** What operation 0010 took from one lot; each report posts an issue before its confirmation. */
export const consuming: Json = { consumption: [consumptionOf("0010", "6", "LOT-RM-7")] };

/** The whole product with both simulators, where something goes wrong on purpose. */
export class ScenarioStage extends FlowStage {
  static async open(): Promise<ScenarioStage> {
    return new ScenarioStage(await startTestGateway({ role: "all", plant: { retry: RETRY } }));
  }

  async calm(): Promise<void> {
    await this.tell("mes", "behaviour", { acknowledge: "ACK", delayMs: 0 });
    await this.heal();
    await this.plant({});
  }

  async heal(): Promise<void> {
    const names = ["closedOrders", "lockedOrders", "closedPeriods", "shortMaterials", "lockedMaterials", "unknownLots"];
    const more = ["restrictedLots", "missingStorageLocations", "inconvertibleUnits", "unauthorisedPlants"];
    await this.tell("erp", "conditions", Object.fromEntries([...names, ...more].map((name) => [name, []])));
    await this.tell("erp", "faults", { rules: [] });
  }

  /** The profile is put as a whole, so what the gateway was started with is said again. */
  async plant(change: Json): Promise<void> {
    const { erpUrl, mesUrl } = this.gateway;
    const systems = { erp: { url: erpUrl }, mes: { url: mesUrl } };
    await putPlant(this.gateway.client, { ...change, retry: RETRY, systems });
  }

  /** An order in the MES whose acknowledgement is in the ERP: what fails from now on is the execution. */
  async acknowledgedOrder(changes: Json = {}): Promise<string> {
    const orderNumber = await this.readyOrder(changes);
    await this.posted(orderNumber, "ORDER_ACKNOWLEDGEMENT");
    return orderNumber;
  }

  /** Waits until a posting of the report is as wanted. */
  async postingUntil(report: Accepted, isReached: (posting: PostingView) => boolean): Promise<PostingView> {
    const read = async (): Promise<PostingView | undefined> => {
      const answer = await this.gateway.client.send(`GET ${report.resource}`, { as: "auditor" });
      return (answer.body["postings"] as readonly PostingView[]).find(isReached);
    };
    const found = await eventually(read, (posting) => posting !== undefined);
    if (found === undefined) throw new Error("no such posting");
    return found;
  }

  /** What the ERP has booked of the execution, the acknowledgement left out. */
  async booked(orderNumber: string): Promise<readonly ErpDocumentView[]> {
    return (await this.erpDocuments(orderNumber)).filter(({ kind }) => kind !== "ORDER_ACKNOWLEDGEMENT");
  }

  async bookedKinds(orderNumber: string): Promise<readonly string[]> {
    return (await this.booked(orderNumber)).map(({ kind }) => kind);
  }

  async duplicates(): Promise<number> {
    const response = await fetch(`${this.gateway.erpUrl}/simulator/statistics`);
    return ((await response.json()) as { duplicates: number }).duplicates;
  }

  confirmationsOf(orderNumber: string): string {
    return `POST ${BASE}/orders/P100/${orderNumber}/confirmations`;
  }
}
