import type { Finding } from "./finding.js";

/** Error classes of the catalogue; the class decides who can mend it. */
export type ProblemClass =
  "CONTRACT" | "MASTER_DATA" | "BUSINESS" | "CONCURRENCY" | "AUTH" | "GOVERNANCE" | "TECHNICAL";

/** One entry of the error catalogue; its documentation is docs/errors/<code in kebab case>.md. */
export interface ProblemDefinition {
  readonly code: string;
  readonly class: ProblemClass;
  /** HTTP status it answers with. */
  readonly status: number;
  /** True when the same request may succeed later without a change. */
  readonly retryable: boolean;
  /** One sentence, the same for every occurrence (RFC 9457 §3.1.3). */
  readonly title: string;
}

/** RFC 9457 body with Interlock's members (contracts/schemas/problem.yaml). */
export interface Problem {
  readonly type: string;
  readonly title: string;
  readonly status: number;
  readonly detail?: string;
  readonly instance?: string;
  readonly code: string;
  readonly class: ProblemClass;
  readonly retryable: boolean;
  readonly plantCode?: string;
  readonly correlationId: string;
  readonly errors?: readonly Finding[];
  readonly erp?: { readonly system: string; readonly code: string; readonly text?: string };
}

export interface ProblemDetails {
  readonly detail?: string;
  readonly plantCode?: string;
  readonly errors?: readonly Finding[];
  readonly erp?: { readonly system: string; readonly code: string; readonly text?: string };
  /** Response headers such as Retry-After or Allow. */
  readonly headers?: Readonly<Record<string, string>>;
  /** Internal cause; logged, never sent. */
  readonly cause?: unknown;
}

/** Thrown to answer a request with a problem of the catalogue. */
export class InterlockError extends Error {
  override readonly name = "InterlockError";

  constructor(
    readonly definition: ProblemDefinition,
    readonly details: ProblemDetails = {},
  ) {
    super(details.detail ?? definition.title, { cause: details.cause });
  }

  get code(): string {
    return this.definition.code;
  }
}

/** `STALE_REVISION` → `urn:interlock:problem:stale-revision`. */
export function problemType(code: string): string {
  return `urn:interlock:problem:${code.toLowerCase().replaceAll("_", "-")}`;
}

/** The body a problem is sent or stored as. */
export function toProblem(definition: ProblemDefinition, details: ProblemDetails, correlationId: string): Problem {
  return {
    type: problemType(definition.code),
    title: definition.title,
    status: definition.status,
    ...(details.detail === undefined ? {} : { detail: details.detail }),
    code: definition.code,
    class: definition.class,
    retryable: definition.retryable,
    ...(details.plantCode === undefined ? {} : { plantCode: details.plantCode }),
    correlationId,
    ...(details.errors === undefined ? {} : { errors: details.errors }),
    ...(details.erp === undefined ? {} : { erp: details.erp }),
  };
}

type Entry = Omit<ProblemDefinition, "code">;

/** Declares a capability's part of the catalogue; the key becomes the code. */
export function defineProblems<T extends Record<string, Entry>>(
  entries: T,
): { readonly [K in keyof T]: ProblemDefinition } {
  return Object.fromEntries(Object.entries(entries).map(([code, entry]) => [code, { code, ...entry }])) as {
    readonly [K in keyof T]: ProblemDefinition;
  };
}
