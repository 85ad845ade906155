/** Part of the MES simulator: plays the script of an order, one report after the other, each until the gateway took it. */
import type { Clock } from "../../kernel/clock.js";
import { type GatewayClient, toGatewayAnswer } from "../gateway-client.js";
import type { Behaviour } from "./behaviour.js";
import type { Journal, OrderRecord } from "./journal.js";
import type { CapturedReport, GatewayVerdict } from "./mes-order.js";

export class PlayExecution {
  constructor(
    private readonly journal: Journal,
    private readonly gateway: GatewayClient,
    private readonly clock: Clock,
    private readonly behaviour: () => Behaviour,
  ) {}

  /** Goes on after the last accepted report; ends early when the gateway refuses one for good. */
  async run(key: string): Promise<void> {
    const record = this.journal.order(key);
    while (record !== undefined && isUnfinished(record)) {
      const report = nextUnsent(record) ?? this.#capture(key, record);
      const verdict = await this.#send(key, report);
      this.journal.write({ type: "reported", order: key, sequence: report.sequence, verdict });
      if (verdict.status >= 400) return;
      const { stepDelayMs } = this.behaviour();
      if (stepDelayMs > 0) await new Promise((resolve) => setTimeout(resolve, stepDelayMs).unref());
    }
  }

  /** The time of the plant never stands still between two reports of an order. */
  #capture(key: string, record: OrderRecord): CapturedReport {
    const previousMs = Date.parse(record.reports.at(-1)?.occurredAt ?? "") || 0;
    const occurredAt = new Date(Math.max(this.clock.now().getTime(), previousMs + 1)).toISOString();
    const step = record.steps[record.reports.length];
    if (step === undefined) throw new Error(`the script of ${key} has ended`);
    const report: CapturedReport = { ...step, sequence: record.reports.length + 1, occurredAt };
    this.journal.write({ type: "captured", order: key, report });
    return report;
  }

  async #send(key: string, report: CapturedReport): Promise<GatewayVerdict> {
    const [plantCode = ""] = key.split("/", 1);
    const sent = await this.gateway.orders().POST("/orders/{plantCode}/{orderNumber}/confirmations", {
      params: {
        path: { plantCode, orderNumber: key.slice(plantCode.length + 1) },
        header: { "Idempotency-Key": `confirmation-${key}-${report.sequence}` },
      },
      body: report,
    });
    const answer = toGatewayAnswer(sent);
    return {
      status: answer.status,
      ...(answer.location === undefined ? {} : { location: answer.location }),
      ...(answer.status >= 400 ? { problem: answer.body } : {}),
    };
  }
}

function isUnfinished(record: OrderRecord): boolean {
  const refused = [...record.verdicts.values()].some((verdict) => verdict.status >= 400);
  return !refused && record.verdicts.size < record.steps.length;
}

function nextUnsent(record: OrderRecord): CapturedReport | undefined {
  return record.reports.find((report) => !record.verdicts.has(report.sequence));
}
