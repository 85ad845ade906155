import type { CloudEvent } from "../../platform/messaging/cloud-event.js";

type Data = Readonly<Record<string, unknown>>;

const report = (data: Data): Data => (data["report"] ?? {}) as Data;
const hasAmount = (data: Data, member: string): boolean => member in report(data);
const consumesLots = (data: Data): boolean => {
  const lines = (report(data)["consumption"] ?? []) as readonly { lots?: readonly unknown[] }[];
  return lines.some((line) => (line.lots ?? []).length > 0);
};
const isPostedWithDocument = (data: Data, kind: string): boolean =>
  data["kind"] === kind && ((data["erpDocument"] ?? {}) as { number?: string }).number !== undefined;

/** One thing the demo must see happen. */
interface ExpectedStep {
  readonly title: string;
  /** Event name without prefix and version. */
  readonly event: string;
  readonly times: number;
  readonly matches?: (data: Data) => boolean;
}

const EXPECTED: readonly ExpectedStep[] = [
  { title: "released by the ERP", event: "production-order.released", times: 1 },
  { title: "validated", event: "production-order.validated", times: 1 },
  { title: "dispatched to the MES", event: "production-order.dispatched", times: 1 },
  { title: "acknowledged by the MES", event: "production-order.acknowledged", times: 1 },
  { title: "operation started", event: "operation-confirmation.started", times: 1 },
  { title: "partial confirmation", event: "operation-confirmation.partial", times: 2 },
  { title: "partial confirmation with lots", event: "operation-confirmation.partial", times: 1, matches: consumesLots },
  {
    title: "scrap with reason",
    event: "operation-confirmation.partial",
    times: 1,
    matches: (data) => hasAmount(data, "scrap") && hasAmount(data, "scrapReasonCode"),
  },
  { title: "operation completed", event: "operation-confirmation.completed", times: 1 },
  ...(["ISSUE_TO_ORDER", "CONFIRMATION", "RECEIPT_FROM_ORDER"] as const).map((kind) => ({
    title: `${kind} posted with an ERP document number`,
    event: "posting.posted",
    times: 1,
    matches: (data: Data) => isPostedWithDocument(data, kind),
  })),
  { title: "order completed", event: "production-order.completed", times: 1 },
];

/** Counts what was observed and knows what is still missing. */
export class ObservedSteps {
  readonly #counts = new Map<ExpectedStep, number>();

  add(event: CloudEvent): void {
    for (const step of EXPECTED) {
      const isSeen = event.type === `com.interlock.${step.event}.v1` && (step.matches?.(event.data) ?? true);
      if (isSeen) this.#counts.set(step, (this.#counts.get(step) ?? 0) + 1);
    }
  }

  /** Titles of the steps that were not seen, or not often enough. */
  missing(): string[] {
    return EXPECTED.filter((step) => (this.#counts.get(step) ?? 0) < step.times).map((step) => step.title);
  }

  get count(): number {
    return EXPECTED.length;
  }
}
