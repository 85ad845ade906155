import { eventually } from "../../src/orchestration/conformance/eventually.js";
import type { GatewayClient } from "../../test/support/gateway/gateway-client.js";

interface FeedItem {
  readonly event: Readonly<Record<string, unknown>>;
}

/** The event of that type which the running gateway published for an order, as its feed gives it. */
export async function publishedMessage(client: GatewayClient, orderKey: string, type: string): Promise<unknown> {
  const path = `GET /platform/v1/events?limit=500&key=${encodeURIComponent(orderKey)}&type=${type}`;
  const { event } = await eventually(
    async () => {
      const { body } = await client.send(path, { as: "auditor" });
      return ((body["items"] ?? []) as readonly FeedItem[])[0] ?? { event: undefined };
    },
    (item) => item.event !== undefined,
  );
  return event;
}
