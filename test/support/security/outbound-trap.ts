import { once } from "node:events";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";

/** An address that forged tokens point at; it counts whoever comes. */
export class OutboundTrap {
  #visits = 0;

  private constructor(
    private readonly server: Server,
    readonly url: string,
  ) {}

  static async open(): Promise<OutboundTrap> {
    const server = createServer().listen(0, "127.0.0.1");
    await once(server, "listening");
    const trap = new OutboundTrap(server, `http://127.0.0.1:${(server.address() as AddressInfo).port}`);
    server.on("connection", () => trap.#visits++);
    server.on("request", (_request, response) => response.end(`{"keys":[]}`));
    return trap;
  }

  /** Connections so far, also such that sent nothing. */
  get visits(): number {
    return this.#visits;
  }

  async close(): Promise<void> {
    this.server.closeAllConnections();
    this.server.close();
    await once(this.server, "close");
  }
}
