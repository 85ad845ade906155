import { setTimeout as delay } from "node:timers/promises";
import type { Problem } from "../kernel/problem.js";
import type { CloudEvent } from "../platform/messaging/cloud-event.js";
import { ApiProblem } from "./api-problem.js";
import type { AccessTokenSource } from "./access-token.js";
import { CommandError } from "./exit-code.js";
import { sendRequest } from "./send-request.js";

/** One published event as the feed sends it. */
export interface FollowedEvent {
  readonly position: string;
  readonly event: CloudEvent;
}

/** What is followed, and from where. */
export interface FollowQuery {
  /** A position, `0` for everything, `latest` for what comes from now on. */
  readonly after: string;
  readonly type?: string | undefined;
  /** plantCode/orderNumber */
  readonly key?: string | undefined;
  /** Older versions to be given, such as `inventory-movement/v1`; several with commas. */
  readonly version?: string | undefined;
}

const RECONNECT_AFTER_MS = 1000;

/**
 * Follows the event feed as server-sent events. After a broken connection it goes on behind the last position it
 * gave, so nothing is lost or given twice. Ends when the signal aborts.
 */
export async function* followEvents(
  gatewayUrl: string,
  tokens: Pick<AccessTokenSource, "token">,
  query: FollowQuery,
  stop: AbortSignal,
): AsyncGenerator<FollowedEvent> {
  let after = query.after;
  while (!stop.aborted) {
    try {
      for await (const event of readOnce(gatewayUrl, tokens, { ...query, after }, stop)) {
        after = event.position;
        yield event;
      }
    } catch (error) {
      if (stop.aborted) return;
      if (error instanceof ApiProblem || (error instanceof CommandError && after === query.after)) throw error;
    }
    await delay(RECONNECT_AFTER_MS, undefined, { signal: stop }).catch(() => undefined);
  }
}

async function* readOnce(
  gatewayUrl: string,
  tokens: Pick<AccessTokenSource, "token">,
  query: FollowQuery,
  stop: AbortSignal,
): AsyncGenerator<FollowedEvent> {
  const parameters = new URLSearchParams({ after: query.after });
  if (query.type !== undefined) parameters.set("type", query.type);
  if (query.key !== undefined) parameters.set("key", query.key);
  if (query.version !== undefined) parameters.set("version", query.version);
  const response = await sendRequest(gatewayUrl, `/platform/v1/events?${parameters.toString()}`, {
    headers: { accept: "text/event-stream", authorization: `Bearer ${await tokens.token()}` },
    signal: stop,
  });
  if (!response.ok || response.body === null)
    throw new ApiProblem(response.status, (await response.json()) as Partial<Problem>);
  let buffer = "";
  for await (const text of response.body.pipeThrough(new TextDecoderStream())) {
    const messages = (buffer + text).split("\n\n");
    buffer = messages.pop() ?? "";
    for (const message of messages) {
      const data = message.split("\n").find((line) => line.startsWith("data: "));
      if (data !== undefined) yield JSON.parse(data.slice("data: ".length)) as FollowedEvent;
    }
  }
}
