import { pooledRandomBytes } from "./random-bytes.js";

/** Version, trace id, parent id and flags; what a later version appends must begin with a hyphen (W3C Trace Context §4.3). */
const TRACEPARENT = /^([0-9a-f]{2})-([0-9a-f]{32})-([0-9a-f]{16})-([0-9a-f]{2})(-.*)?$/;
const TRACE_ID_NONE = "0".repeat(32);
const PARENT_ID_NONE = "0".repeat(16);
/** The one flag of version 00; the others are reserved and must not be passed on (§3.2.2.5). */
const SAMPLED = 0x01;

interface TraceContext {
  readonly traceId: string;
  readonly isSampled: boolean;
}

/** A new W3C traceparent with a trace of its own. */
export function newTraceparent(): string {
  return `00-${pooledRandomBytes(16).toString("hex")}-${pooledRandomBytes(8).toString("hex")}-01`;
}

/** The same trace with a new span id (W3C Trace Context §3.2); a new trace when the parent is not a valid traceparent. */
export function childTraceparent(parent: string): string {
  const context = parse(parent);
  if (context === undefined) return newTraceparent();
  return `00-${context.traceId}-${pooledRandomBytes(8).toString("hex")}-${context.isSampled ? "01" : "00"}`;
}

/** The 32-digit trace id, or undefined when the text is not a valid traceparent. */
export function traceIdOf(traceparent: string): string | undefined {
  return parse(traceparent)?.traceId;
}

/** Version ff and ids of zeros only are invalid; of a version above 00 only what 00 has is read (§4.3). */
function parse(text: string): TraceContext | undefined {
  const [, version, traceId, parentId, flags, appended] = TRACEPARENT.exec(text) ?? [];
  if (traceId === undefined || flags === undefined || version === "ff") return undefined;
  if (traceId === TRACE_ID_NONE || parentId === PARENT_ID_NONE) return undefined;
  if (version === "00" && appended !== undefined) return undefined;
  return { traceId, isSampled: (Number.parseInt(flags, 16) & SAMPLED) === SAMPLED };
}
