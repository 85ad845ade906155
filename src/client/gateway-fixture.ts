import { type IncomingMessage, type ServerResponse, createServer } from "node:http";
import type { AddressInfo } from "node:net";

/** A request as it arrived. */
export interface ReceivedRequest {
  readonly target: string;
  readonly headers: Readonly<Record<string, string | undefined>>;
  readonly body: string;
}

/** An answer to give; `cut` ends the connection instead. */
export interface PlannedAnswer {
  readonly status?: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: unknown;
  readonly cut?: boolean;
}

/** A gateway that grants tokens `token-1`, `token-2`, … and answers as it is told; 200 with `{}` when nothing is planned. */
export class PlannedGateway {
  readonly requests: ReceivedRequest[] = [];
  readonly next: PlannedAnswer[] = [];
  tokenStatus = 200;
  tokenCount = 0;
  url = "";
  readonly #server = createServer((request, response) => void this.#answer(request, response));

  async open(): Promise<void> {
    await new Promise<void>((resolve) => this.#server.listen(0, "127.0.0.1", resolve));
    this.url = `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  async close(): Promise<void> {
    this.#server.closeAllConnections();
    await new Promise((resolve) => this.#server.close(resolve));
  }

  async #answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const body = Buffer.concat(chunks).toString("utf8");
    if (request.url === "/oauth/token") return this.#grant(response);
    const headers = request.headers as Readonly<Record<string, string | undefined>>;
    this.requests.push({ target: `${request.method} ${request.url}`, headers, body });
    const { status = 200, headers: own = {}, body: answer = {}, cut = false } = this.next.shift() ?? {};
    if (cut) return void request.socket.destroy();
    response.writeHead(status, { "content-type": "application/json", ...own }).end(JSON.stringify(answer));
  }

  #grant(response: ServerResponse): void {
    this.tokenCount++;
    const granted = { access_token: `token-${this.tokenCount}`, expires_in: 60 };
    const body = this.tokenStatus === 200 ? granted : { error: "invalid_client" };
    response.writeHead(this.tokenStatus, { "content-type": "application/json" }).end(JSON.stringify(body));
  }
}
