import type { Finding } from "../../../kernel/finding.js";
import { amountOf } from "../../../kernel/quantity.js";
import { ZERO, compare } from "../../../kernel/rational.js";
import { instantOf } from "../../../plants/public.js";
import type { OrderRelease } from "../../order-release.js";
import { findCycle } from "./find-cycle.js";
import { type DocumentCheck, refuse } from "./release-check.js";

/** The order must make sense in itself; no plant can soften that, and the tables below rely on it. */
export const checkOrderStructure: DocumentCheck = (order) => [
  ...checkTimes(order),
  ...checkQuantities(order),
  ...checkOperations(order),
  ...checkComponentLines(order),
  ...checkOrderOfOperations(order),
];

function checkTimes(order: OrderRelease): Finding[] {
  if (instantOf(order.plannedEnd) >= instantOf(order.plannedStart)) return [];
  return [
    refuse("BAD_TIME", "/plannedEnd", "The planned end lies before the planned start.", "Correct one of the two."),
  ];
}

/** Zero is a quantity only for the last confirmation of an operation. */
function checkQuantities(order: OrderRelease): Finding[] {
  const quantities = [
    { pointer: "/quantity/value", quantity: order.quantity },
    ...order.components.map(({ quantity }, index) => ({ pointer: `/components/${index}/quantity/value`, quantity })),
    ...(order.coProducts ?? []).map(({ quantity }, index) => ({
      pointer: `/coProducts/${index}/quantity/value`,
      quantity,
    })),
  ];
  return quantities
    .filter(({ quantity }) => compare(amountOf(quantity), ZERO) === 0)
    .map(({ pointer }) =>
      refuse(
        "BAD_QUANTITY",
        pointer,
        "A planned quantity is zero.",
        "Send a quantity above zero or leave the line out.",
      ),
    );
}

function checkOperations(order: OrderRelease): Finding[] {
  const numbers = order.operations.map((operation) => operation.operationNumber);
  return numbers.flatMap((number, index) => {
    if (numbers.indexOf(number) === index) return [];
    const pointer = `/operations/${index}/operationNumber`;
    return [
      refuse(
        "OPERATION_DUPLICATE",
        pointer,
        `Operation ${number} is named twice.`,
        "Give each operation a number of its own.",
      ),
    ];
  });
}

function checkComponentLines(order: OrderRelease): Finding[] {
  const lines = order.components.map((component) => component.componentLine);
  const operations = new Set(order.operations.map((operation) => operation.operationNumber));
  return order.components.flatMap(({ componentLine, operationNumber }, index) => {
    const findings: Finding[] = [];
    if (lines.indexOf(componentLine) !== index) {
      const message = `Component line ${componentLine} is named twice.`;
      findings.push(
        refuse(
          "COMPONENT_LINE_DUPLICATE",
          `/components/${index}/componentLine`,
          message,
          "Give each line a code of its own.",
        ),
      );
    }
    if (!operations.has(operationNumber)) {
      const message = `Component line ${componentLine} belongs to operation ${operationNumber}, which the order does not have.`;
      findings.push(
        refuse("OPERATION_UNKNOWN", `/components/${index}/operationNumber`, message, "Name an operation of the order."),
      );
    }
    return findings;
  });
}

function checkOrderOfOperations(order: OrderRelease): Finding[] {
  const byNumber = new Map(order.operations.map((operation) => [operation.operationNumber, operation]));
  const cycle = findCycle(
    new Map(order.operations.map((operation) => [operation.operationNumber, operation.predecessors ?? []])),
  );
  const findings = cycle === undefined ? [] : [cyclic(cycle)];
  order.operations.forEach((operation, index) =>
    (operation.predecessors ?? []).forEach((number, place) => {
      const pointer = `/operations/${index}/predecessors/${place}`;
      const predecessor = byNumber.get(number);
      if (predecessor === undefined) {
        const message = `Operation ${operation.operationNumber} follows operation ${number}, which the order does not have.`;
        findings.push(refuse("OPERATION_UNKNOWN", pointer, message, "Name an operation of the order."));
      } else if (cycle === undefined && predecessor.sequence >= operation.sequence) {
        const message = `Operation ${operation.operationNumber} has sequence ${operation.sequence}, its predecessor ${number} has ${predecessor.sequence}.`;
        findings.push(refuse("OPERATION_SEQUENCE_INVALID", pointer, message, "Give a predecessor a lower sequence."));
      }
    }),
  );
  return findings;
}

function cyclic(cycle: readonly string[]): Finding {
  const message = `Operations wait for each other: ${cycle.join(" after ")}.`;
  return refuse("OPERATIONS_CYCLIC", "/operations", message, "Remove one predecessor of the circle.");
}
