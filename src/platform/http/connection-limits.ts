import type { Server } from "node:http";
import type { DropArgument, Socket } from "node:net";
import type { Logger } from "pino";
import type { HttpLimits } from "../../config/configuration.js";
import type { Clock } from "../../kernel/clock.js";

/** A storm of connections must not become a storm of log lines. */
const LOG_INTERVAL_MS = 1_000;

/**
 * Caps the open connections of the process and of each address. What is beyond is closed before a byte of it is read:
 * an answer would have to wait for a request that an attacker never sends, and hold what the cap is to keep free.
 */
export class ConnectionLimits {
  readonly #countByAddress = new Map<string, number>();
  #refusedCount = 0;
  #loggedMs = Number.NEGATIVE_INFINITY;

  constructor(
    private readonly limits: Pick<HttpLimits, "connectionsMax" | "connectionsPerAddressMax">,
    private readonly clock: Clock,
    private readonly logger: Logger,
  ) {}

  /** Call it before the server listens. */
  install(server: Server): void {
    server.maxConnections = this.limits.connectionsMax;
    server.on("drop", (dropped: DropArgument | undefined) => this.#logRefusal("process", dropped?.remoteAddress));
    // In front of Node's own listener, so that nothing of a refused socket is read.
    server.prependListener("connection", (socket: Socket) => this.#admit(socket));
  }

  /** Open connections of an address. */
  countOf(address: string): number {
    return this.#countByAddress.get(address) ?? 0;
  }

  #admit(socket: Socket): void {
    const address = socket.remoteAddress ?? "";
    const count = this.countOf(address) + 1;
    if (count > this.limits.connectionsPerAddressMax) {
      this.#logRefusal("address", address);
      socket.destroy();
      return;
    }
    this.#countByAddress.set(address, count);
    socket.once("close", () => this.#forget(address));
  }

  #forget(address: string): void {
    const count = this.countOf(address) - 1;
    if (count > 0) this.#countByAddress.set(address, count);
    else this.#countByAddress.delete(address);
  }

  #logRefusal(cap: "process" | "address", address: string | undefined): void {
    this.#refusedCount++;
    const nowMs = this.clock.monotonicMs();
    if (nowMs - this.#loggedMs < LOG_INTERVAL_MS) return;
    this.#loggedMs = nowMs;
    this.logger.warn({ event: "http.connection-refused", cap, address, refusedCount: this.#refusedCount });
  }
}
