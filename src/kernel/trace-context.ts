import { pooledRandomBytes } from "./random-bytes.js";

const TRACEPARENT = /^[0-9a-f]{2}-([0-9a-f]{32})-([0-9a-f]{16})-([0-9a-f]{2})$/;

/** A new W3C traceparent with a trace of its own. */
export function newTraceparent(): string {
  return `00-${pooledRandomBytes(16).toString("hex")}-${pooledRandomBytes(8).toString("hex")}-01`;
}

/** The same trace with a new span id (W3C Trace Context §3.2). */
export function childTraceparent(parent: string): string {
  const match = TRACEPARENT.exec(parent);
  return match === null ? newTraceparent() : `00-${match[1]}-${pooledRandomBytes(8).toString("hex")}-${match[3]}`;
}

/** The 32-digit trace id, or undefined when the text is not a traceparent. */
export function traceIdOf(traceparent: string): string | undefined {
  return TRACEPARENT.exec(traceparent)?.[1];
}
