import type { Finding } from "../../kernel/finding.js";
import { InterlockError } from "../../kernel/problem.js";
import type { JsonFault } from "./json-fault.js";
import { findJsonFault } from "./json-fault-scanner.js";
import { measureJsonShape } from "./json-shape.js";
import { httpProblems } from "./problems.js";

/**
 * JSON.parse that refuses what JSON.parse lets pass: duplicate members, deep nesting, numbers that overflow, text that
 * cannot be stored and `__proto__`. A good body costs one cheap scan more than JSON.parse; only a suspect one is read exactly.
 * @param depthMax deepest accepted nesting of objects and arrays
 * @throws InterlockError JSON_MALFORMED, DUPLICATE_KEY or TOO_DEEP
 */
export function parseStrictJson(text: string, depthMax: number): unknown {
  const shape = measureJsonShape(text);
  if (shape.isSuspect || shape.depth > depthMax) refuseFault(text, depthMax);
  const value = parseOrRefuse(text, depthMax);
  if (countMembers(value) !== shape.memberCount) {
    refuseFault(text, depthMax);
    throw new Error("two readers of one JSON text disagree about its members");
  }
  return value;
}

function parseOrRefuse(text: string, depthMax: number): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    refuseFault(text, depthMax);
    throw error;
  }
}

/** Members in the whole value; not a number when one is named `__proto__`, so that the count cannot match. */
function countMembers(value: unknown): number {
  if (typeof value !== "object" || value === null) return 0;
  let count = 0;
  if (Array.isArray(value)) {
    for (const element of value) count += countMembers(element);
    return count;
  }
  const members = value as Readonly<Record<string, unknown>>;
  for (const name of Object.keys(members)) count += name === "__proto__" ? Number.NaN : 1 + countMembers(members[name]);
  return count;
}

function refuseFault(text: string, depthMax: number): void {
  const fault = findJsonFault(text, depthMax);
  if (fault !== undefined) throw toError(fault, text);
}

function toError(fault: JsonFault, text: string): InterlockError {
  const definition =
    fault.kind === "DUPLICATE_KEY"
      ? httpProblems.DUPLICATE_KEY
      : fault.kind === "TOO_DEEP"
        ? httpProblems.TOO_DEEP
        : httpProblems.JSON_MALFORMED;
  const finding: Finding = {
    code: definition.code,
    severity: "ERROR",
    message: `The body ${fault.message}.`,
    pointer: fault.pointer.slice(0, 400),
    fix: `Mend the text at ${positionOf(text, fault.offset)}.`,
  };
  return new InterlockError(definition, {
    detail: `The body ${fault.message} (${positionOf(text, fault.offset)}).`,
    errors: [finding],
  });
}

/** Lines and columns count from 1, the offset from 0, all in UTF-16 units. */
function positionOf(text: string, offset: number): string {
  const before = text.slice(0, offset).split("\n");
  return `line ${before.length}, column ${(before.at(-1) ?? "").length + 1}, offset ${offset}`;
}
