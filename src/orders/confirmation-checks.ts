import { hasValidCheckDigit } from "../kernel/check-digit.js";
import type { Finding } from "../kernel/finding.js";
import { type Quantity, amountOf } from "../kernel/quantity.js";
import { type Rational, ZERO, add, compare, multiply, parseDecimal, rational } from "../kernel/rational.js";
import type { PlantProfile } from "../plants/public.js";
import { type ConfirmationReport, type LotQuantity, isFinal } from "./confirmation-report.js";
import type { LockedOrder, OrderComponent, OrderOperation } from "./order-lock.js";

/** Exact conversion into a unit, by the material's own units too; undefined when there is none. */
export type UnitConversion = (quantity: Quantity, unit: string, materialNumber: string) => Rational | undefined;

/** Everything a report is checked against. */
export interface ExecutionContext {
  readonly order: LockedOrder;
  readonly operations: readonly OrderOperation[];
  readonly components: readonly OrderComponent[];
  readonly profile: PlantProfile;
  readonly reasonCodes: ReadonlySet<string>;
  readonly convert: UnitConversion;
}

type Check = (report: ConfirmationReport, context: ExecutionContext) => Finding[];

/** Every check of domain §5(b) on one report; all findings are collected. */
export function checkConfirmation(report: ConfirmationReport, context: ExecutionContext): Finding[] {
  return CHECKS.flatMap((check) => check(report, context));
}

const CHECKS: readonly Check[] = [checkOperation, checkTime, checkAmounts, checkReason, checkConsumption, checkHandlingUnits, checkTolerance];

const error = (code: string, pointer: string, message: string, fix: string): Finding => ({
  code,
  severity: "ERROR",
  check: "execution",
  message,
  pointer,
  fix,
});

function checkOperation(report: ConfirmationReport, { order, operations }: ExecutionContext): Finding[] {
  const operation = operations.find((candidate) => candidate.operationNumber === report.operationNumber);
  const name = `operation ${report.operationNumber} of order ${order.plantCode}/${order.orderNumber}`;
  if (operation === undefined) {
    const known = operations.map((candidate) => candidate.operationNumber).join(", ");
    return [error("OPERATION_UNKNOWN", "/operationNumber", `There is no ${name}.`, `Report one of ${known}.`)];
  }
  if (operation.isFinal) {
    return [error("OPERATION_FINAL", "/operationNumber", `The last report of ${name} is already in.`, "Reverse the final report first.")];
  }
  if (report.kind === "RESUME" && operation.state !== "PAUSED") {
    return [error("OPERATION_NOT_PAUSED", "/kind", `The ${name} is ${operation.state}, not PAUSED.`, "Send PAUSE before RESUME.")];
  }
  if (report.kind === "PAUSE" && operation.state !== "RUNNING") {
    return [error("OPERATION_NOT_RUNNING", "/kind", `The ${name} is ${operation.state}, not RUNNING.`, "Send START before PAUSE.")];
  }
  return [];
}

/**
 * An order released after the fact has its planned start in the past, and what happened since then is not too early;
 * so the bound is the earlier of release and planned start.
 */
function checkTime(report: ConfirmationReport, { order, profile }: ExecutionContext): Finding[] {
  const bound = Math.min(order.releasedAt.getTime(), Date.parse(order.document.plannedStart));
  const skewMs = profile.tolerances.clockSkewSeconds * 1000;
  if (Date.parse(report.occurredAt) >= bound - skewMs) return [];
  const message = `occurredAt ${report.occurredAt} is before the order was released or planned to start.`;
  return [error("EVENT_BEFORE_RELEASE", "/occurredAt", message, "Check the clock of the MES, or release the order with its real planned start.")];
}

function checkAmounts(report: ConfirmationReport, { order, convert }: ExecutionContext): Finding[] {
  return (["yield", "scrap", "rework"] as const).flatMap((member) => {
    const quantity = report[member];
    if (quantity === undefined) return [];
    if (convert(quantity, order.unit, order.document.material.number) === undefined) {
      const message = `${member} is in ${quantity.unit}, which does not convert to ${order.unit}, the unit of the order.`;
      return [error("UOM_NOT_CONVERTIBLE", `/${member}/unit`, message, `Report ${order.unit}, or add the unit to the material.`)];
    }
    if (member === "yield" && !isFinal(report) && compare(amountOf(quantity), ZERO) === 0) {
      return [error("BAD_QUANTITY", "/yield/value", "A yield of 0 is allowed on the final report only.", "Leave yield out.")];
    }
    return [];
  });
}

function checkReason(report: ConfirmationReport, { order, reasonCodes }: ExecutionContext): Finding[] {
  return (["scrapReasonCode", "pauseReasonCode"] as const).flatMap((member) => {
    const code = report[member];
    if (code === undefined || reasonCodes.has(code)) return [];
    const message = `Reason code ${code} is not in the list of plant ${order.plantCode}.`;
    return [error("REASON_CODE_UNKNOWN", `/${member}`, message, "Use a code of the plant's list, or add it to the master data.")];
  });
}

function checkConsumption(report: ConfirmationReport, context: ExecutionContext): Finding[] {
  return (report.consumption ?? []).flatMap((consumption, index) => {
    const pointer = `/consumption/${index}`;
    const component = context.components.find((candidate) => candidate.componentLine === consumption.componentLine);
    if (component === undefined) {
      const message = `The order has no component line ${consumption.componentLine}.`;
      return [error("COMPONENT_UNKNOWN", `${pointer}/componentLine`, message, "Report a line of the order; materials do not identify lines.")];
    }
    const lots = consumption.lots ?? [];
    if (component.lotRequired && lots.length === 0) {
      const message = `Component line ${component.componentLine} (${component.materialNumber}) is lot-tracked and no lot is named.`;
      return [error("LOT_REQUIRED", `${pointer}/lots`, message, "Name the lots that were consumed.")];
    }
    return checkLots(consumption.quantity, lots, component, context.convert, pointer);
  });
}

function checkLots(quantity: Quantity, lots: readonly LotQuantity[], component: OrderComponent, convert: UnitConversion, pointer: string): Finding[] {
  const total = convert(quantity, component.unit, component.materialNumber);
  if (total === undefined) {
    const message = `${quantity.unit} does not convert to ${component.unit}, the unit of line ${component.componentLine}.`;
    return [error("UOM_NOT_CONVERTIBLE", `${pointer}/quantity/unit`, message, `Report ${component.unit}, or add the unit to the material.`)];
  }
  if (lots.length === 0) return [];
  let sum: Rational = ZERO;
  for (const lot of lots) sum = add(sum, convert(lot.quantity, component.unit, component.materialNumber) ?? ZERO);
  if (compare(sum, total) === 0) return [];
  const message = `The lots of line ${component.componentLine} do not add up to its quantity ${quantity.value} ${quantity.unit}.`;
  return [error("BAD_QUANTITY", `${pointer}/lots`, message, "Make the sum of the lots equal the quantity.")];
}

function checkHandlingUnits(report: ConfirmationReport): Finding[] {
  return (report.consumption ?? []).flatMap((consumption, line) =>
    (consumption.lots ?? []).flatMap((lot, index) => {
      if (lot.handlingUnit === undefined || hasValidCheckDigit(lot.handlingUnit)) return [];
      const pointer = `/consumption/${line}/lots/${index}/handlingUnit`;
      return [error("BAD_CHECK_DIGIT", pointer, `SSCC ${lot.handlingUnit} has a wrong check digit.`, "Scan the label again.")];
    }),
  );
}

/** Over-production of the last operation, which makes the product (domain §2b 7). */
function checkTolerance(report: ConfirmationReport, { order, operations, profile, convert }: ExecutionContext): Finding[] {
  const last = operations.at(-1);
  if (report.yield === undefined || last === undefined || last.operationNumber !== report.operationNumber) return [];
  const reported = convert(report.yield, order.unit, order.document.material.number);
  if (reported === undefined) return [];
  const percent = order.document.overTolerancePct ?? profile.tolerances.overPct;
  const limit = multiply(parseDecimal(order.quantity), add(rational(1n), divideByHundred(percent)));
  if (compare(add(parseDecimal(order.yield), reported), limit) <= 0) return [];
  const severity = profile.tolerances.overTolerance === "BLOCK" ? "ERROR" : "WARN";
  const message = `With this report the yield exceeds ${order.quantity} ${order.unit} by more than ${percent} %.`;
  return [{ ...error("OVER_TOLERANCE", "/yield", message, "Correct the yield, or release a revision with a larger quantity."), severity }];
}

function divideByHundred(percent: number): Rational {
  const exact = parseDecimal(String(percent));
  return rational(exact.num, exact.den * 100n);
}
