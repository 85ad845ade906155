import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";

/** A provider that answers every path with one body, and can be told to answer another. */
export class ProviderDouble {
  #server: Server | undefined;
  /** What it answers as `id`. */
  id = 1;

  /** @returns its address */
  async listen(): Promise<string> {
    const server = createServer((_request, response) => {
      response.writeHead(200, { "content-type": "application/json" }).end(JSON.stringify({ id: this.id }));
    });
    this.#server = server;
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  }

  async close(): Promise<void> {
    const server = this.#server;
    server?.closeAllConnections();
    await new Promise<void>((resolve) => (server === undefined ? resolve() : server.close(() => resolve())));
  }
}
