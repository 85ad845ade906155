import type { AcceptRequest } from "../../platform/accept/public.js";

/** A write about one order; what it waits for and what the audit says of it follow from the order's number. */
export type OrderWrite = Omit<AcceptRequest, "lockKey" | "audited"> & { readonly orderNumber: string };

/** @param audited what the audit entry says besides the number of the order */
export function toAcceptRequest(write: OrderWrite, audited: Readonly<Record<string, string>> = {}): AcceptRequest {
  const { plantCode, orderNumber } = write;
  return { ...write, lockKey: `${plantCode}/${orderNumber}`, audited: { orderNumber, ...audited } };
}
