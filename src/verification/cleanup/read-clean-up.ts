import { BrokerBody } from "../http/body-reader.js";
import type { CleanUpPolicy } from "./clean-up-policy.js";

/** Bounds of the numbers, as the table has them. */
export const LIMITS = {
  versionsPerBranch: { minimum: 1, maximum: 10_000 },
  days: { minimum: 1, maximum: 3_650 },
} as const;

const HASH = /^[0-9a-f]{64}$/;

/** What a run is asked for. */
export interface CleanUpRequest {
  /** Instead of those of the policy; a plan only. */
  readonly limits: Pick<CleanUpPolicy, "versionsPerBranch" | "days"> | undefined;
  /** The plan that is to be applied; undefined for a look at it. */
  readonly planHash: string | undefined;
}

/** @throws InterlockError PACT_REQUEST_INVALID naming every fault */
export function readPolicy(body: unknown): CleanUpPolicy {
  const reader = new BrokerBody(body);
  const policy = { ...readLimits(reader), isScheduled: reader.flag("isScheduled") };
  reader.finish();
  return policy;
}

/** @throws InterlockError PACT_REQUEST_INVALID naming every fault */
export function readRequest(body: unknown): CleanUpRequest {
  const reader = new BrokerBody(body);
  const hasLimits = reader.has("versionsPerBranch") || reader.has("days");
  const limits = hasLimits ? readLimits(reader) : undefined;
  const planHash = reader.optionalText("planHash");
  if (planHash !== undefined && !HASH.test(planHash))
    reader.fault("planHash", "must be the one of a plan, 64 hex digits");
  if (planHash !== undefined && hasLimits) {
    reader.fault("planHash", "applies the policy; other numbers can only be looked at. Set them as the policy first");
  }
  reader.finish();
  return { limits, planHash };
}

function readLimits(reader: BrokerBody): Pick<CleanUpPolicy, "versionsPerBranch" | "days"> {
  return { versionsPerBranch: readNumber(reader, "versionsPerBranch"), days: readNumber(reader, "days") };
}

function readNumber(reader: BrokerBody, name: keyof typeof LIMITS): number {
  const { minimum, maximum } = LIMITS[name];
  const value = reader.value(name);
  if (typeof value === "number" && Number.isInteger(value) && value >= minimum && value <= maximum) return value;
  reader.fault(name, `must be a whole number from ${minimum} to ${maximum}`);
  return minimum;
}
