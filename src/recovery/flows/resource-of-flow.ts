/** What the address of an operation's resource names. */
export interface NamedResource {
  /** The order in it, as plant and number. */
  readonly order: { readonly plantCode: string; readonly orderNumber: string } | undefined;
  /** Id of a confirmation or a movement; undefined for an order itself. */
  readonly id: string | undefined;
}

const ORDER = /\/orders\/([^/]+)\/([^/]+)(\/|$)/;
const LAST = /\/([^/]+)$/;

/** @param resource such as /production-order/v1/orders/P100/1000042/confirmations/01KAR7S4Z1N8B5Y2Q7W3K6F9TG */
export function resourceOfFlow(resource: string): NamedResource {
  const [, plantCode, orderNumber, rest] = ORDER.exec(resource) ?? [];
  const last = LAST.exec(resource)?.[1];
  const hasOrder = plantCode !== undefined && orderNumber !== undefined;
  return {
    order: hasOrder
      ? { plantCode: decodeURIComponent(plantCode), orderNumber: decodeURIComponent(orderNumber) }
      : undefined,
    id: hasOrder && rest === "" ? undefined : last,
  };
}
