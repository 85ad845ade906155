import assert from "node:assert/strict";
import { eventually } from "../../../src/orchestration/conformance/eventually.js";
import type { ClientName } from "../gateway/clients.js";
import type { Answer } from "../gateway/gateway-client.js";
import type { TestGateway } from "../gateway/test-gateway.js";
import type { Json } from "../production-order/documents.js";
import { BASE, holdDocument } from "./documents.js";

/** What the contract shows of a hold. */
export interface HoldView {
  readonly id: string;
  readonly state: string;
  readonly etag: string;
  readonly approvalId?: string;
  readonly targets: readonly { readonly scope: Json; readonly isDirect: boolean; readonly endedAt?: string }[];
}

/** What the contract shows of a genealogy. */
export interface GenealogyView {
  readonly isTruncated: boolean;
  readonly nodes: readonly {
    readonly materialNumber?: string;
    readonly lotNumber?: string;
    readonly handlingUnit?: string;
    readonly depth: number;
    readonly disposition?: string;
  }[];
  readonly edges: readonly {
    readonly parent: Json;
    readonly child: Json;
    readonly kind: string;
    readonly orderNumber?: string;
  }[];
}

/** Holds and lots of a gateway, as the specs talk about them. */
export class QualityStage {
  constructor(readonly gateway: TestGateway) {}

  /** Places a hold as somebody of quality. */
  async place(changes: Json = {}, as: ClientName = "quality"): Promise<HoldView> {
    const answer = await this.gateway.client.send(`POST ${BASE}/holds`, { as, body: holdDocument(changes) });
    assert.equal(answer.status, 202, JSON.stringify(answer.body));
    return await this.hold(String(answer.body["resource"]).split("/").at(-1) ?? "");
  }

  /** Places a hold and waits until everything it reaches is held. */
  async held(changes: Json = {}): Promise<HoldView> {
    const { id } = await this.place(changes);
    await this.#worked(id);
    return await this.hold(id);
  }

  async hold(id: string): Promise<HoldView> {
    return await this.read<HoldView>(`${BASE}/holds/${id}`);
  }

  /** Sends a command of a hold with its present version. */
  async command(id: string, verb: string, body: Json, as: ClientName): Promise<Answer> {
    const { etag } = await this.hold(id);
    const headers = { "if-match": `"${etag}"` };
    return await this.gateway.client.send(`POST ${BASE}/holds/${id}:${verb}`, { as, body, headers });
  }

  /** Asks for the release and releases, by two persons who did not place it. */
  async release(id: string): Promise<void> {
    const asked = await this.command(id, "request-release", { reason: "Retest passed" }, "quality-lead");
    assert.equal(asked.status, 202, JSON.stringify(asked.body));
    const released = await this.command(id, "release", { decision: "RELEASE", reason: "Checked" }, "quality-head");
    assert.equal(released.status, 202, JSON.stringify(released.body));
    await this.#worked(id);
  }

  async genealogy(materialNumber: string, lotNumber: string, query = ""): Promise<GenealogyView> {
    return await this.read(`${BASE}/genealogy/${materialNumber}/${lotNumber}${query}`);
  }

  async disposition(materialNumber: string, lotNumber: string): Promise<string | undefined> {
    const { nodes } = await this.genealogy(materialNumber, lotNumber);
    return nodes.find((node) => node.depth === 0)?.disposition;
  }

  async read<T>(path: string): Promise<T> {
    const { status, body } = await this.gateway.client.send(`GET ${path}`, { as: "auditor" });
    assert.equal(status, 200, JSON.stringify(body));
    return body as T;
  }

  /** Waits until no work on the hold is under way. */
  async #worked(id: string): Promise<void> {
    const open = async (): Promise<number> => {
      const rows = await this.gateway.database.unitOfWork.read<{ state: string }>(
        "SELECT state FROM il.operation_status WHERE resource LIKE '%/holds/' || $1 AND state = 'RUNNING'",
        [id],
      );
      return rows.length;
    };
    await eventually(open, (count) => count === 0);
  }
}
