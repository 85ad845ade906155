import type { IncomingMessage, Server } from "node:http";

/**
 * HEAD is GET without the content of its answer (RFC 9110 §9.3.2), so it is carried out as GET: same checks, same headers,
 * Content-Length included. Node has decided from the method as it came that no content is written. Only a stream of events,
 * which would never end, is left to be refused.
 */
export function answerHeadAsGet(server: Server): void {
  server.prependListener("request", (message: IncomingMessage) => {
    if (message.method === "HEAD" && message.headers.accept !== "text/event-stream") message.method = "GET";
  });
}
