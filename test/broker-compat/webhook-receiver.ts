import { createServer, type IncomingHttpHeaders, type Server } from "node:http";
import type { AddressInfo } from "node:net";

/** A request that a receiver has got. */
export interface ReceivedRequest {
  readonly method: string;
  readonly path: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

/** Stands for the systems that webhooks are sent to. Below `/hang` it never answers. */
export class WebhookReceiver {
  #server: Server | undefined;
  /** What it answers. */
  status = 200;
  readonly requests: ReceivedRequest[] = [];

  /** @returns its address */
  async listen(): Promise<string> {
    const server = createServer((request, response) => {
      const chunks: Buffer[] = [];
      request.on("data", (chunk: Buffer) => chunks.push(chunk));
      request.on("end", () => {
        const { method = "", url = "", headers } = request;
        this.requests.push({ method, path: url, headers, body: Buffer.concat(chunks).toString() });
        if (url.startsWith("/hang")) return;
        response.writeHead(this.status, { location: "/moved" }).end("received");
      });
    });
    this.#server = server;
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  }

  /** What came since it was asked last. */
  take(): readonly ReceivedRequest[] {
    return this.requests.splice(0);
  }

  async close(): Promise<void> {
    const server = this.#server;
    server?.closeAllConnections();
    await new Promise<void>((resolve) => (server === undefined ? resolve() : server.close(() => resolve())));
  }
}
