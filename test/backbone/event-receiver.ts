import { createHmac } from "node:crypto";
import { createServer, type IncomingHttpHeaders, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { text } from "node:stream/consumers";
import type { CloudEvent } from "../../src/platform/messaging/cloud-event.js";

/** A request as it came in. */
export interface ReceivedEvent {
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
  readonly event: CloudEvent;
}

/** A subscriber's own server, on loopback. */
export class EventReceiver {
  readonly received: ReceivedEvent[] = [];
  /** What each request is answered with. */
  answer: (event: CloudEvent) => number = () => 204;
  #server: Server | undefined;
  #port = 0;

  async listen(): Promise<void> {
    const server = createServer((request, response) => {
      void text(request).then((body) => {
        const event = JSON.parse(body) as CloudEvent;
        const status = this.answer(event);
        if (status < 300) this.received.push({ headers: request.headers, body, event });
        response.writeHead(status).end();
      });
    });
    await new Promise<void>((resolve) => server.listen(this.#port, "127.0.0.1", resolve));
    this.#port = (server.address() as AddressInfo).port;
    this.#server = server;
  }

  async close(): Promise<void> {
    const server = this.#server;
    this.#server = undefined;
    server?.closeAllConnections();
    await new Promise<void>((resolve) => (server === undefined ? resolve() : server.close(() => resolve())));
  }

  get url(): string {
    return `http://127.0.0.1:${this.#port}/events`;
  }
}

/** The signature a receiver works out for itself (Standard Webhooks 1.0.0). */
export function expectedSignature(secret: string, { headers, body }: ReceivedEvent): string {
  const key = Buffer.from(secret.slice("whsec_".length), "base64");
  const signed = `${String(headers["webhook-id"])}.${String(headers["webhook-timestamp"])}.${body}`;
  return `v1,${createHmac("sha256", key).update(signed).digest("base64")}`;
}
