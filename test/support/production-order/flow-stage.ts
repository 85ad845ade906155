import assert from "node:assert/strict";
import { eventually } from "../../../src/orchestration/conformance/eventually.js";
import { systemClock } from "../../../src/kernel/clock.js";
import type { ClientName } from "../gateway/clients.js";
import type { Answer } from "../gateway/gateway-client.js";
import type { TestGateway } from "../gateway/test-gateway.js";
import { BASE, type Json } from "./documents.js";
import { type Accepted, releaseOrder, reportExecution } from "./stage.js";

export interface FindingView {
  readonly code: string;
  readonly severity: string;
  readonly pointer?: string;
}

/** What the contract shows of a report. */
export interface ConfirmationView {
  readonly state: string;
  readonly reason?: string;
  readonly outOfOrder?: boolean;
  readonly reverses?: string;
  readonly reversedBy?: string;
  readonly findings: readonly FindingView[];
  readonly postings: readonly {
    readonly kind: string;
    readonly state: string;
    readonly problem?: { readonly code: string };
  }[];
}

/** What the contract shows of an order. */
export interface OrderView {
  readonly state: string;
  readonly syncState: string;
  readonly etag: string;
  readonly order: { readonly revision: number; readonly quantity: { readonly value: string } };
  readonly dispatchId?: string;
  readonly openReasons?: readonly string[];
  readonly findings: readonly FindingView[];
  readonly totals: Readonly<Record<string, { readonly value: string }>> & {
    readonly consumedByLine?: Readonly<Record<string, { readonly value: string }>>;
  };
  readonly progress: readonly { readonly operationNumber: string; readonly state: string }[];
}

/** What the ERP simulator has committed. */
export interface ErpDocumentView {
  readonly kind: string;
  readonly payload: Json;
}

/** A gateway of role `all` with both simulators, as the specs talk about it. */
export class FlowStage {
  constructor(readonly gateway: TestGateway) {}

  async order(orderNumber: string): Promise<OrderView> {
    return await this.#read<OrderView>(`${BASE}/orders/P100/${orderNumber}`);
  }

  async confirmation({ resource }: Accepted): Promise<ConfirmationView> {
    return await this.#read<ConfirmationView>(resource);
  }

  /** Releases an order and waits until the MES has it. @returns its number */
  async readyOrder(changes: Json = {}): Promise<string> {
    const { orderNumber } = await releaseOrder(this.gateway, changes);
    await this.orderUntil(orderNumber, ({ state }) => state === "READY");
    return orderNumber;
  }

  async report(orderNumber: string, changes: Json): Promise<Accepted> {
    return await reportExecution(this.gateway, orderNumber, changes);
  }

  /** Waits until the report's work has ended or needs a person. @returns the report */
  async settled(report: Accepted): Promise<ConfirmationView & { readonly problemCode: string | undefined }> {
    const operation = await eventually(
      () => this.#read<{ state: string; problem?: { code: string } }>(`${BASE}/operations/${report.operationId}`),
      ({ state }) => state !== "RUNNING",
    );
    return { ...(await this.confirmation(report)), problemCode: operation.problem?.code };
  }

  /** Sends a change or command of the order with its present version. */
  async command(orderNumber: string, target: string, as: ClientName, body: Json = {}): Promise<Accepted> {
    const [method = "POST", suffix = ""] = target.split(" ");
    const path = `${BASE}/orders/P100/${orderNumber}`;
    const { etag } = await this.order(orderNumber);
    const headers = { "if-match": `"${etag}"` };
    const answer = await this.gateway.client.send(`${method} ${path}${suffix}`, { as, body, headers });
    return this.#accepted(orderNumber, answer);
  }

  /** Takes a report back with its present version. */
  async reverse({ orderNumber, resource }: Accepted, changes: Json = {}): Promise<Accepted> {
    const body = { reasonCode: "R01", occurredAt: systemClock.now().toISOString(), ...changes };
    const { headers: shown } = await this.gateway.client.send(`GET ${resource}`, { as: "auditor" });
    const headers = { "if-match": shown.get("etag") ?? "" };
    const answer = await this.gateway.client.send(`POST ${resource}:reverse`, { as: "mes", body, headers });
    return this.#accepted(orderNumber, answer);
  }

  /** Waits until accepted work has ended or needs a person. */
  async ended({
    operationId,
  }: Accepted): Promise<{ readonly state: string; readonly problem?: { readonly code: string } }> {
    return await eventually(
      () => this.#read<{ state: string; problem?: { code: string } }>(`${BASE}/operations/${operationId}`),
      ({ state }) => state !== "RUNNING",
    );
  }

  #accepted(orderNumber: string, answer: Answer): Accepted {
    assert.equal(answer.status, 202, JSON.stringify(answer.body));
    const { id, resource } = answer.body;
    return { orderNumber, operationId: String(id), resource: String(resource), answer };
  }

  async reportUntil(report: Accepted, isReached: (view: ConfirmationView) => boolean): Promise<ConfirmationView> {
    return await eventually(() => this.confirmation(report), isReached);
  }

  async orderUntil(orderNumber: string, isReached: (view: OrderView) => boolean): Promise<OrderView> {
    return await eventually(() => this.order(orderNumber), isReached);
  }

  /** Documents of the order in the order the ERP committed them. */
  async erpDocuments(orderNumber: string): Promise<readonly ErpDocumentView[]> {
    const response = await fetch(`${this.gateway.erpUrl}/simulator/documents?orderNumber=${orderNumber}`);
    return ((await response.json()) as { items: ErpDocumentView[] }).items;
  }

  /** Waits until the ERP has a document of the kind. */
  async posted(orderNumber: string, kind: string): Promise<void> {
    await eventually(
      () => this.erpDocuments(orderNumber),
      (documents) => documents.some((document) => document.kind === kind),
    );
  }

  /** Changes how the ERP or the MES behaves from now on. */
  async tell(system: "erp" | "mes", setting: "faults" | "conditions" | "behaviour", body: unknown): Promise<void> {
    const url = system === "erp" ? this.gateway.erpUrl : this.gateway.mesUrl;
    const response = await fetch(`${url}/simulator/${setting}`, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify(body),
    });
    assert.equal(response.status, 200, await response.text());
  }

  async #read<T>(path: string): Promise<T> {
    const { status, body } = await this.gateway.client.send(`GET ${path}`, { as: "auditor" });
    assert.equal(status, 200, JSON.stringify(body));
    return body as T;
  }
}
