import type { OperationRequest, RequestContext } from "../../gateway/public.js";
import { toWrite } from "../../gateway/public.js";
import type { OrderWrite } from "../../orders/public.js";
import type { RowFilter } from "../../platform/security/public.js";

/** A version that nothing has; they begin at 1. */
const NO_VERSION = 0;

/** Names of an order. */
export interface OrderPlace {
  readonly plantCode: string;
  readonly orderNumber: string;
}

/** The rows that the caller of an operation may see or change. */
export function rowsOf(context: RequestContext): RowFilter {
  return (columns, firstParameter) => context.rows(columns, firstParameter);
}

export function orderWrite(
  request: OperationRequest<unknown, unknown, unknown>,
  operation: string,
  resourceType: string,
  { plantCode, orderNumber }: OrderPlace,
  resource: string,
): OrderWrite {
  return { ...toWrite(request, { operation, resourceType, plantCode, resource }), orderNumber };
}

export function orderPath(context: RequestContext, { plantCode, orderNumber }: OrderPlace): string {
  return `${context.basePath}/orders/${encodeURIComponent(plantCode)}/${encodeURIComponent(orderNumber)}`;
}

export function confirmationPath(context: RequestContext, place: OrderPlace, confirmationId: string): string {
  return `${orderPath(context, place)}/confirmations/${confirmationId}`;
}

/**
 * The one version that an accept statement compares with the stored one, under its lock. Neither orders nor
 * confirmations are deleted, so `*` needs no comparison once there is one; of several versions the stored one is taken
 * if it is among them.
 * @param read the stored version, undefined when there is none; asked only when the header does not say enough
 */
export async function expectedVersion(
  { ifMatch }: RequestContext,
  read: () => Promise<number | undefined>,
): Promise<number | undefined> {
  if (ifMatch === undefined) return undefined;
  if (ifMatch !== "*" && ifMatch.length < 2) return ifMatch[0] ?? NO_VERSION;
  const stored = await read();
  if (stored === undefined) return NO_VERSION;
  if (ifMatch === "*") return undefined;
  return ifMatch.includes(stored) ? stored : NO_VERSION;
}
