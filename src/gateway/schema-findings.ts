import { type Finding, pointerToken } from "../kernel/finding.js";
import { selectErrors } from "./branch-errors.js";
import { pointerTokens } from "./json-value.js";
import type { NormalSchema } from "./schema-normalizer.js";
import type { SchemaError } from "./schema-compiler.js";
import { problemCodeAt } from "./violation-code.js";
import { clip, describeViolation, fieldName } from "./violation-text.js";

/** Findings in one answer; a body that breaks its contract a thousand times is not listed in full. */
export const FINDINGS_MAX = 100;
/** Violations that are looked at; choosing among branches compares them with each other. */
const ERRORS_MAX = 1000;

/** What a schema was applied to, for the wording of its findings. */
export interface CheckedValue {
  readonly schema: NormalSchema;
  readonly registry: ReadonlyMap<string, NormalSchema>;
  /** Prefix of every pointer, such as `/query`; empty for a body. */
  readonly pointer: string;
  /** Name of the whole value in messages, such as `The body`. */
  readonly root: string;
}

/** Words the violations of one value, at most FINDINGS_MAX, in the order they were found. */
export function toFindings(errors: readonly SchemaError[], checked: CheckedValue): readonly Finding[] {
  return selectErrors(errors.slice(0, ERRORS_MAX), checked.registry, FINDINGS_MAX).map((error) =>
    toFinding(error, checked),
  );
}

function toFinding(error: SchemaError, checked: CheckedValue): Finding {
  const tokens = pointerTokens(error.instancePath);
  const member = memberOf(error);
  const { message, fix } = describeViolation(fieldName(tokens, checked.root), error);
  const code = isUnknownMember(error) ? "UNKNOWN_FIELD" : problemCodeAt(checked.schema, tokens, checked.registry);
  const pointer = `${checked.pointer}${error.instancePath}${member === undefined ? "" : `/${pointerToken(member)}`}`;
  return {
    code: code ?? "SCHEMA_VIOLATION",
    severity: "ERROR",
    message: clip(message, 1000),
    pointer: clip(pointer, 400),
    fix: clip(fix, 1000),
  };
}

/** The member that is missing or too many: the pointer leads to it, not to the object around it. */
function memberOf(error: SchemaError): string | undefined {
  const { missingProperty, additionalProperty, unevaluatedProperty, propertyName } = error.params as Readonly<
    Record<string, unknown>
  >;
  const member = missingProperty ?? additionalProperty ?? unevaluatedProperty ?? propertyName;
  return typeof member === "string" ? member : undefined;
}

const isUnknownMember = (error: SchemaError): boolean =>
  error.keyword === "additionalProperties" || error.keyword === "unevaluatedProperties";
