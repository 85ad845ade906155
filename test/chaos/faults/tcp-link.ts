import { connect, createServer, type Server, type Socket } from "node:net";
import type { AddressInfo } from "node:net";
import { Transform } from "node:stream";

/** How a link carries bytes. LOSING_ANSWERS: requests arrive, what they are answered with does not. */
type LinkMode = "SOUND" | "SLOW" | "LOSING_ANSWERS";

/** A TCP way to a server that can be cut, slowed down, or made to lose the answers. */
export class TcpLink {
  readonly #sockets = new Set<Socket>();
  #server: Server | undefined;
  #port = 0;
  #mode: LinkMode = "SOUND";
  #delayMs = 0;

  private constructor(
    private readonly host: string,
    private readonly targetPort: number,
  ) {}

  static async open(target: URL): Promise<TcpLink> {
    const link = new TcpLink(target.hostname, Number(target.port));
    await link.mend();
    return link;
  }

  /** The address with this link in place of its host and port. */
  over(address: URL): string {
    const url = new URL(address);
    url.hostname = "127.0.0.1";
    url.port = String(this.#port);
    return url.href.replace(/\/$/, "");
  }

  /** Ends every connection and refuses new ones. */
  async cut(): Promise<void> {
    const server = this.#server;
    this.#server = undefined;
    this.#endConnections();
    await new Promise<void>((resolve) => (server === undefined ? resolve() : server.close(() => resolve())));
  }

  /** Every piece of data comes so much later, in both directions. */
  slow(delayMs: number): void {
    this.#mode = "SLOW";
    this.#delayMs = delayMs;
  }

  loseAnswers(): void {
    this.#mode = "LOSING_ANSWERS";
  }

  /** Sound again. Connections that lost something end, since their two ends no longer agree. */
  async mend(): Promise<void> {
    if (this.#mode === "LOSING_ANSWERS") this.#endConnections();
    this.#mode = "SOUND";
    if (this.#server !== undefined) return;
    const server = createServer((near) => this.#join(near));
    await new Promise<void>((resolve, reject) => {
      server.once("error", reject);
      server.listen(this.#port, "127.0.0.1", resolve);
    });
    this.#port = (server.address() as AddressInfo).port;
    this.#server = server;
  }

  #endConnections(): void {
    for (const socket of this.#sockets) socket.destroy();
  }

  #join(near: Socket): void {
    const far = connect(this.targetPort, this.host);
    for (const [socket, other, isAnswer] of [
      [near, far, false],
      [far, near, true],
    ] as const) {
      this.#sockets.add(socket);
      socket.setNoDelay(true);
      // A cut is what the run wants; the other end is told by the close that follows.
      socket.on("error", () => undefined);
      socket.on("close", () => {
        this.#sockets.delete(socket);
        other.destroy();
      });
      socket.pipe(this.#carry(isAnswer)).pipe(other);
    }
  }

  /** One piece after the other, so that a slow link keeps their order. */
  #carry(isAnswer: boolean): Transform {
    return new Transform({
      transform: (chunk: Buffer, _encoding, done) => {
        if (this.#mode === "LOSING_ANSWERS" && isAnswer) done();
        else if (this.#mode === "SLOW") setTimeout(() => done(null, chunk), this.#delayMs);
        else done(null, chunk);
      },
    });
  }
}
