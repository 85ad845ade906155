import { timelineTitle } from "../../orders/public.js";
import type { CloudEvent } from "../../platform/messaging/cloud-event.js";
import { paint } from "../output.js";

interface Check {
  readonly check: string;
  readonly result: string;
}

interface Consumption {
  readonly componentLine: string;
  readonly quantity: { readonly value: string; readonly unit: string };
  readonly lots?: readonly { readonly lotNumber: string }[];
}

/** An event as lines of the demo's timeline; validation shows each check, a report its lots. */
export function describeEvent(event: CloudEvent): string[] {
  const time = paint("dim", event.time.slice(11, 23));
  const title = `${time}  ${timelineTitle(event)}`;
  return [title, ...detailLines(event).map((line) => `${" ".repeat(16)}${line}`)];
}

function detailLines({ data }: CloudEvent): string[] {
  const checks = (data["checks"] ?? []) as readonly Check[];
  const findings = (data["findings"] ?? []) as readonly { code: string; message: string }[];
  const report = (data["report"] ?? {}) as { consumption?: readonly Consumption[] };
  return [
    ...checks.map(({ check, result }) => `${result === "PASS" ? "✔" : "!"} ${check} ${result}`),
    ...findings.map(({ code, message }) => `${code}: ${message}`),
    ...(report.consumption ?? []).map((consumption) => describeConsumption(consumption)),
  ];
}

function describeConsumption({ componentLine, quantity, lots = [] }: Consumption): string {
  const from = lots.length === 0 ? "" : ` from lot ${lots.map((lot) => lot.lotNumber).join(", ")}`;
  return `line ${componentLine}: ${quantity.value} ${quantity.unit}${from}`;
}
