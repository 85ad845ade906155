import type { CloudEvent } from "../../platform/messaging/cloud-event.js";

type Data = Readonly<Record<string, unknown>>;

const text = (value: unknown): string => (typeof value === "string" || typeof value === "number" ? String(value) : "");
const member = (data: Data, name: string): Data =>
  typeof data[name] === "object" && data[name] !== null ? (data[name] as Data) : {};
const amount = (data: Data, name: string): string | undefined =>
  name in data ? `${name} ${text(member(data, name)["value"])} ${text(member(data, name)["unit"])}` : undefined;

function reportTitle(data: Data, verb: string): string {
  const report = member(data, "report");
  const amounts = ["yield", "scrap", "rework"].map((name) => amount(report, name)).filter((part) => part !== undefined);
  const reason = "scrapReasonCode" in report ? ` (reason ${text(report["scrapReasonCode"])})` : "";
  return `Operation ${text(report["operationNumber"])} ${verb}${amounts.length > 0 ? `: ${amounts.join(", ")}` : ""}${reason}`;
}

const amountText = (data: Data, name: string): string =>
  `${text(member(data, name)["value"])} ${text(member(data, name)["unit"])}`;

/** What each line moved; of a long document its beginning. */
function movementTitle(data: Data, verb: string): string {
  const { lines } = member(data, "movement");
  const moved = (Array.isArray(lines) ? (lines as Data[]) : []).map(
    (line) => `${amountText(line, "quantity")} of ${text(line["materialNumber"])}`,
  );
  return `Movement ${text(data["movementNumber"])}: ${moved.join(", ")} ${verb}`;
}

function postingTitle(data: Data): string {
  const document = member(data, "erpDocument");
  const parts = ["number", "year", "item"].filter((name) => name in document).map((name) => text(document[name]));
  return `${text(data["kind"])} posted in the ERP as document ${parts.join("/")}`;
}

const count = (value: unknown): number => (Array.isArray(value) ? value.length : 0);
const list = (value: unknown): string => (Array.isArray(value) ? value.map(text).join(", ") : "");

function reasonOf(data: Data): string {
  const parts = ["reasonCode", "reason"].filter((name) => name in data).map((name) => text(data[name]));
  return parts.length === 0 ? "" : ` (${parts.join(": ")})`;
}

function checksTitle(data: Data, verdict: string): string {
  const checks = Array.isArray(data["checks"]) ? (data["checks"] as Data[]) : [];
  return `${verdict}: ${checks.map((check) => `${text(check["check"])} ${text(check["result"])}`).join(", ")}`;
}

/** One sentence for each event the order's timeline shows, by event name. */
const TITLES: Readonly<Record<string, (data: Data) => string>> = {
  "production-order.released": (data) => `Released by the ERP, revision ${text(member(data, "order")["revision"])}`,
  "production-order.changed": (data) =>
    `Changed by the ERP to revision ${text(member(data, "order")["revision"])}: ${list(data["changed"])}`,
  "production-order.cancelled": (data) => `Cancelled by the ERP${reasonOf(data)}`,
  "production-order.closed": (data) => `Closed by the ERP${reasonOf(data)}`,
  "production-order.validated": (data) => checksTitle(data, "Validated"),
  "production-order.validation-rejected": (data) => checksTitle(data, "Rejected by validation"),
  "production-order.dispatched": (data) => `Dispatched to ${text(data["mesSystem"])}, attempt ${text(data["attempt"])}`,
  "production-order.acknowledged": (data) =>
    `Acknowledged by the MES${"mesOrderRef" in data ? ` as ${text(data["mesOrderRef"])}` : ""}`,
  "production-order.not-acknowledged": (data) =>
    `Refused by the MES: ${text(data["code"])} ${text(data["reason"])}`.trim(),
  "production-order.state-changed": (data) => `Order ${text(data["previousState"])} → ${text(data["state"])}`,
  "production-order.completed": () => "Order completed",
  "operation-confirmation.started": (data) => reportTitle(data, "started"),
  "operation-confirmation.paused": (data) => reportTitle(data, "paused"),
  "operation-confirmation.resumed": (data) => reportTitle(data, "resumed"),
  "operation-confirmation.partial": (data) => reportTitle(data, "partly confirmed"),
  "operation-confirmation.completed": (data) => reportTitle(data, "completed"),
  "operation-confirmation.reversed": (data) =>
    `${reportTitle(data, "taken back")}, confirmation ${text(data["reverses"])}${reasonOf(data)}`,
  "labor.recorded": (data) => `Operation ${text(data["operationNumber"])}: labour recorded`,
  "inventory-movement.issued": (data) => movementTitle(data, "issued"),
  "inventory-movement.received": (data) => movementTitle(data, "received"),
  "inventory-movement.transferred": (data) => movementTitle(data, "transferred"),
  "inventory-movement.scrapped": (data) => movementTitle(data, "scrapped"),
  "inventory-movement.counted": (data) => movementTitle(data, "counted"),
  "inventory-movement.reversed": (data) => movementTitle(data, "taken back"),
  "material-consumption.variance-exceeded": (data) =>
    `Component ${text(data["componentLine"])} consumed ${amountText(data, "actual")} where ${amountText(data, "planned")} were planned: ${text(data["level"])}`,
  "quality.hold-placed": (data) =>
    `Hold ${text(data["holdId"])} placed (${text(data["reasonCode"])}): ${list(data["effects"])}`,
  "quality.hold-state-changed": (data) =>
    `Hold ${text(data["holdId"])} is ${text(data["state"])}${reasonOf({ reason: data["reason"] })}`,
  "quality.hold-released": (data) => `Hold ${text(data["holdId"])} ${text(data["state"])}`,
  "quality.hold-rejected": (data) => `Hold ${text(data["holdId"])} ended with ${text(data["disposition"])}`,
  "quality.inspection-recorded": (data) => `Inspection: ${text(data["result"])}`,
  "quality.nonconformance-raised": (data) =>
    `Nonconformance ${text(data["defectCode"])} raised, ${text(data["severity"])}`,
  "quality.nonconformance-closed": (data) =>
    `Nonconformance ${text(data["defectCode"])} closed with ${text(data["disposition"])}`,
  "genealogy.recorded": (data) =>
    `Lots ${data["isReversal"] === true ? "taken back" : "recorded"}: ${count(data["inputs"])} consumed, ${count(data["outputs"])} made`,
  "posting.posted": postingTitle,
  "posting.parked": (data) => `${text(data["kind"])} parked: ${text(member(data, "problem")["code"])}`,
  "posting.sla-breached": (data) => `${text(data["kind"])} takes longer than ${text(data["latencyClass"])} may`,
  "posting.dead-lettered": (data) => `${text(data["kind"])} given up: ${text(member(data, "problem")["code"])}`,
};

/** `com.interlock.posting.posted.v1` → `posting.posted` */
export const eventName = (type: string): string => type.replace(/^com\.interlock\./, "").replace(/\.v[0-9]+$/, "");

export function timelineTitle(event: CloudEvent): string {
  const name = eventName(event.type);
  return (TITLES[name]?.(event.data) ?? name).slice(0, 300);
}
