import { eventually } from "../../src/orchestration/conformance/eventually.js";
import type { GatewayClient } from "../../test/support/gateway/gateway-client.js";

type CloudEvent = Readonly<Record<string, unknown>>;

/** Which events a consumer reads. */
export interface WantedEvents {
  readonly type: string;
  /** Version in which he reads the feed; undefined for the newest. */
  readonly version: string | undefined;
}

/**
 * The event of that type which the running gateway published under a partition key, as its feed gives it. The key is
 * looked for here, because the feed can be asked by orders and contract lines only.
 */
export async function publishedMessage(client: GatewayClient, key: string, wanted: WantedEvents): Promise<unknown> {
  const { type, version } = wanted;
  const query = new URLSearchParams({ limit: "500", type, ...(version === undefined ? {} : { version }) });
  const find = async (): Promise<CloudEvent | undefined> => {
    const { status, body } = await client.send(`GET /platform/v1/events?${query}`, { as: "auditor" });
    if (status !== 200) throw new Error(`the feed answered ${status}: ${JSON.stringify(body)}`);
    const items = (body["items"] ?? []) as readonly { readonly event: CloudEvent }[];
    return items.find(({ event }) => event["partitionkey"] === key)?.event;
  };
  return await eventually(find, (event) => event !== undefined);
}
