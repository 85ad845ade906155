import assert from "node:assert/strict";
import { once } from "node:events";
import { type Socket, connect } from "node:net";

/** An answer must end within this time; nothing is said about how fast it must be. */
const CLOSED_MS_MAX = 15_000;

/** Opens a connection to the gateway. */
export async function openConnection(url: string): Promise<Socket> {
  const { hostname, port } = new URL(url);
  const socket = connect({ host: hostname, port: Number(port) });
  // What a peer resets is seen by what it answered before.
  socket.on("error", () => undefined);
  await once(socket, "connect");
  return socket;
}

/** Everything that comes until the gateway closes the connection. */
export async function readToEnd(socket: Socket): Promise<string> {
  const chunks: Buffer[] = [];
  socket.on("data", (chunk: Buffer) => chunks.push(chunk));
  await closed(socket);
  return Buffer.concat(chunks).toString("latin1");
}

/** Not `once`, which fails with what the gateway may do as well: reset a connection that goes on sending. */
async function closed(socket: Socket): Promise<void> {
  if (socket.destroyed) return;
  await new Promise<void>((resolve, reject) => {
    const timer = setTimeout(() => reject(new Error("the gateway did not close the connection")), CLOSED_MS_MAX);
    socket.once("close", () => {
      clearTimeout(timer);
      resolve();
    });
  });
}

/** Sends bytes as they are and returns everything that comes back until the connection is closed. */
export async function sendRaw(url: string, bytes: string): Promise<string> {
  const socket = await openConnection(url);
  const answer = readToEnd(socket);
  socket.write(Buffer.from(bytes, "latin1"));
  return await answer;
}

/** Status of each answer in what came back, in their order. */
export function statusesOf(answers: string): number[] {
  return [...answers.matchAll(/HTTP\/1\.1 (\d{3}) /g)].map(([, status]) => Number(status));
}

/** The one answer is a problem as RFC 9457 has it, and says nothing about our inside. */
export function assertOnlyProblem(answer: string, status: number, code: string, about: string): void {
  assert.deepEqual(statusesOf(answer), [status], `${about}\n${answer}`);
  const [head = "", body = ""] = answer.split("\r\n\r\n", 2);
  assert.match(head, /^content-type: application\/problem\+json/im, about);
  assert.match(head, /^traceparent: 00-/im, about);
  const problem = JSON.parse(body) as Readonly<Record<string, unknown>>;
  assert.deepEqual([problem["status"], problem["code"]], [status, code], about);
  assert.match(head, new RegExp(`^x-correlation-id: ${String(problem["correlationId"])}\\r?$`, "im"), about);
  assert.doesNotMatch(body, /node_modules|\.[jt]s\b|SELECT |INSERT | at \S+ \(/, about);
}
