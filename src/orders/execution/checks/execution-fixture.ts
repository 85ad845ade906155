// For the specs of the execution checks: an order of plant P100 in progress, and reports of it.
import { newTraceparent } from "../../../kernel/trace-context.js";
import type { Finding } from "../../../kernel/finding.js";
import type { Quantity } from "../../../kernel/quantity.js";
import type { ConfirmationReport } from "../../confirmation-report.js";
import type { OrderComponent, OrderOperation } from "../../order-lock.js";
import { exampleData, exampleOrder, exampleProfile } from "../../release/checks/release-fixture.js";
import type { ExecutionContext } from "./execution-context.js";

const operation = (operationNumber: string, sequence: number): OrderOperation => ({
  operationNumber,
  sequence,
  workCenterCode: sequence === 1 ? "MIX01" : "PACK01",
  confirmationRequired: true,
  isMilestone: sequence === 2,
  state: sequence === 1 ? "RUNNING" : "WAITING",
  isFinal: false,
  yield: "0",
  scrap: "0",
  rework: "0",
});

const component: OrderComponent = {
  componentLine: "0010",
  operationNumber: "0010",
  materialNumber: "RM-100",
  unit: "KGM",
  storageLocationCode: "RM01",
  lotRequired: true,
  backflush: false,
  issued: "0",
};

/** 100 kg of FG-4711: 0010 runs, 0020 makes the product; line 0010 is RM-100, counted in kilograms, 25 to the bag. */
export function exampleContext(changes: Partial<ExecutionContext> = {}): ExecutionContext {
  const document = exampleOrder();
  const { materialUnits } = exampleData();
  return {
    order: {
      id: "01KAR7Q2M0X3V9C4T8E6H5J2WD",
      plantCode: document.plantCode,
      orderNumber: document.orderNumber,
      revision: 1,
      version: 1,
      document,
      unit: "KGM",
      quantity: "100",
      state: "RUNNING",
      syncState: "ACKNOWLEDGED",
      yield: "0",
      scrap: "0",
      rework: "0",
      received: "0",
      appliedSequence: {},
      releasedAt: new Date("2026-11-23T07:00:00Z"),
      correlationId: "c-1",
      traceparent: newTraceparent(),
    },
    operations: [operation("0010", 1), operation("0020", 2)],
    components: [component],
    profile: exampleProfile(),
    now: new Date("2026-11-23T12:00:00Z"),
    reasonCodes: new Set(["S01"]),
    convert: (quantity, unit, materialNumber) => materialUnits.convert(quantity, unit, materialNumber),
    ...changes,
  };
}

export const kilograms = (value: string): Quantity => ({ value, unit: "KGM" });

/** A partial report of operation 0010 that every check lets pass. */
export function exampleReport(changes: Partial<ConfirmationReport> = {}): ConfirmationReport {
  return {
    operationNumber: "0010",
    kind: "PARTIAL",
    yield: kilograms("10"),
    occurredAt: "2026-11-23T09:00:00Z",
    ...changes,
  };
}

/** Code and pointer of each finding. */
export const codesOf = (findings: readonly Finding[]): string[] =>
  findings.map(({ code, pointer }) => `${code} ${pointer ?? ""}`);
