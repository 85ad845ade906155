import { randomInt } from "node:crypto";
import { createServer } from "node:net";

/** Below 32768, where Linux starts to hand out ports for outgoing connections that could take ours while we are down. */
const PORT_MINIMUM = 20_000;
const PORT_MAXIMUM = 32_000;
const TRIES_MAX = 50;

/** True when a server could listen on the loopback port now. */
export async function isPortFree(port: number, host = "127.0.0.1"): Promise<boolean> {
  return await new Promise((resolve) => {
    const server = createServer();
    server.once("error", () => resolve(false));
    server.listen({ port, host, exclusive: true }, () => server.close(() => resolve(true)));
  });
}

/** A loopback port nobody listens on; `preferred` when that one is free. */
export async function findFreePort(preferred?: number): Promise<number> {
  if (preferred !== undefined && (await isPortFree(preferred))) return preferred;
  for (let tries = 0; tries < TRIES_MAX; tries++) {
    const port = randomInt(PORT_MINIMUM, PORT_MAXIMUM);
    if (await isPortFree(port)) return port;
  }
  throw new Error(`no free port found between ${PORT_MINIMUM} and ${PORT_MAXIMUM}`);
}
