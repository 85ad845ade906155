import { Agent, request } from "node:http";
import { systemClock } from "../../src/kernel/clock.js";
import { orderSample } from "../accept/order-sample.js";

let orderCount = 0;

/** Releases orders over `connections` connections, each waiting for its answer. Returns all latencies in ms. */
export async function releaseOrders(
  target: { readonly url: string; readonly token: string },
  connections: number,
  seconds: number,
): Promise<number[]> {
  const agent = new Agent({ keepAlive: true, maxSockets: connections });
  const latencies: number[] = [];
  const endMs = systemClock.monotonicMs() + seconds * 1000;
  const client = async (): Promise<void> => {
    while (systemClock.monotonicMs() < endMs) {
      const startMs = systemClock.monotonicMs();
      await release(target, agent);
      latencies.push(systemClock.monotonicMs() - startMs);
    }
  };
  await Promise.all(Array.from({ length: connections }, client));
  agent.destroy();
  return latencies;
}

async function release({ url, token }: { readonly url: string; readonly token: string }, agent: Agent): Promise<void> {
  const orderNumber = `${process.pid}-${++orderCount}`;
  const headers = {
    "content-type": "application/json",
    authorization: `Bearer ${token}`,
    "idempotency-key": orderNumber,
  };
  await new Promise<void>((resolve, reject) => {
    const sent = request(url, { method: "POST", agent, headers, timeout: 10_000 }, (answer) => {
      answer.resume();
      answer.on("end", () => {
        if (answer.statusCode === 202) resolve();
        else reject(new Error(`the release was answered with ${answer.statusCode ?? "nothing"}`));
      });
    });
    sent.on("error", reject).on("timeout", () => sent.destroy(new Error("no answer in time")));
    sent.end(JSON.stringify(orderSample(orderNumber)));
  });
}
