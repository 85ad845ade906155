import type { CloudEvent } from "../../platform/messaging/cloud-event.js";

const TYPE_PREFIX = "com.interlock.";
/** Stands where events of a plant have its code. */
const ENTERPRISE = "_enterprise";
/** What NATS reads as wildcard, separator or end of a subject. */
const RESERVED = /[.*>\s%]/g;

/**
 * The channel address of the contract: `interlock.P100.production-order.released.v1`. A plant code may hold a dot, which
 * would be two levels; it is written as `%2E`.
 */
export function eventSubject({ type, plantcode }: Pick<CloudEvent, "type" | "plantcode">): string {
  const plant = (plantcode ?? ENTERPRISE).replace(RESERVED, (found) => encodeReserved(found));
  return `interlock.${plant}.${type.slice(TYPE_PREFIX.length)}`;
}

const encodeReserved = (found: string): string => `%${found.charCodeAt(0).toString(16).toUpperCase().padStart(2, "0")}`;
