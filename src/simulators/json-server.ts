/** Part of the simulators: a small JSON-over-HTTP server on the loopback interface. Not used by the product itself. */
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";

export interface SimulatorRequest {
  readonly method: string;
  /** Decoded path segments. */
  readonly segments: readonly string[];
  readonly query: URLSearchParams;
  readonly body: unknown;
  /** Names in lower case; a header that came twice has its last value. */
  readonly headers: Readonly<Record<string, string>>;
  /** The body as it came. */
  readonly text: string;
}

export interface SimulatorAnswer {
  readonly status: number;
  readonly body?: unknown;
  /** Milliseconds the answer is held back. */
  readonly delayMs?: number;
  /** The connection is cut instead of an answer. */
  readonly isCut?: boolean;
}

const BODY_BYTES_MAX = 5 * 1024 * 1024;

/** Serves one handler; every error of it becomes a 500 with its message. */
export class JsonServer {
  readonly #server: Server;

  constructor(handle: (request: SimulatorRequest) => Promise<SimulatorAnswer>) {
    this.#server = createServer((request, response) => {
      void answer(handle, request, response);
    });
  }

  /** @param port 0 for any free one. @returns the port. */
  async listen(port: number): Promise<number> {
    return await new Promise((resolve, reject) => {
      this.#server.once("error", reject);
      this.#server.listen(port, "127.0.0.1", () => resolve((this.#server.address() as AddressInfo).port));
    });
  }

  async close(): Promise<void> {
    this.#server.closeAllConnections();
    await new Promise<void>((resolve) => this.#server.close(() => resolve()));
  }
}

async function answer(
  handle: (request: SimulatorRequest) => Promise<SimulatorAnswer>,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const reply = await readRequest(request)
    .then(handle)
    .catch((error: unknown): SimulatorAnswer => {
      const status = error instanceof SyntaxError ? 400 : 500;
      return { status, body: { message: error instanceof Error ? error.message : String(error) } };
    });
  if (reply.delayMs !== undefined) await new Promise((resolve) => setTimeout(resolve, reply.delayMs).unref());
  if (reply.isCut === true) {
    request.socket.destroy();
    return;
  }
  response.writeHead(reply.status, { "content-type": "application/json" });
  response.end(reply.body === undefined ? "" : JSON.stringify(reply.body));
}

async function readRequest(request: IncomingMessage): Promise<SimulatorRequest> {
  const url = new URL(request.url ?? "/", "http://simulator");
  const text = await readText(request);
  const isJson = request.headers["content-type"]?.startsWith("application/json") === true;
  return {
    method: request.method ?? "GET",
    segments: url.pathname.split("/").slice(1).map(decodeURIComponent),
    query: url.searchParams,
    body: isJson && text !== "" ? (JSON.parse(text) as unknown) : undefined,
    headers: headersOf(request),
    text,
  };
}

function headersOf({ headers }: IncomingMessage): Record<string, string> {
  return Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, [value].flat().at(-1) ?? ""]));
}

async function readText(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of request) {
    const buffer = chunk as Buffer;
    bytes += buffer.length;
    if (bytes > BODY_BYTES_MAX) throw new SyntaxError("the body is too large");
    chunks.push(buffer);
  }
  return Buffer.concat(chunks).toString("utf8");
}
