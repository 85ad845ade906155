import { UsageCounter } from "../src/usage/usage-counter.js";
import type { ObservedCall } from "../src/usage/usage-observer.js";
import { startTestGateway, type TestGateway } from "../test/support/gateway/test-gateway.js";
import { stopTestCluster } from "../test/support/test-database.js";
import { orderSample } from "./accept/order-sample.js";

/**
 * What it costs to count usage: alone, and in two gateways that differ in nothing else, asked in turn. Processor time,
 * because wall time on a shared machine says nothing. The two gateways and their client share this process, so the
 * share of one request is lower here than the counting's own figure beside a gateway's alone.
 */
const ROUNDS = 6;
const REQUESTS = 400;
const WARM_UP_REQUESTS = 400;
const OBSERVATIONS = 200_000;
const COST_US_MAX = 15;

let orderCount = 0;
const costUs = measureAlone();
console.log(`counting one accepted order (1.5 KB, ${fieldsOf()} fields): ${costUs.toFixed(2)} us`);
await measureInTurn();
await stopTestCluster();
if (costUs > COST_US_MAX) console.log(`FAILED: more than ${COST_US_MAX} us`);
process.exitCode = costUs > COST_US_MAX ? 1 : 0;

function callOf(orderNumber: string): ObservedCall {
  return {
    clientId: "erp",
    plantCode: "P100",
    api: "production-order",
    version: "v1",
    operation: "POST /orders",
    requestBody: orderSample(orderNumber),
    answerText: JSON.stringify({ id: orderNumber, kind: "releaseOrder", state: "RUNNING" }),
  };
}

function measureAlone(): number {
  const counter = new UsageCounter();
  const calls = Array.from({ length: 64 }, (_, index) => callOf(String(index)));
  const observe = (count: number): void => {
    for (let index = 0; index < count; index += 1) counter.observe(calls[index % calls.length] ?? callOf(""));
  };
  observe(OBSERVATIONS / 10);
  const start = process.cpuUsage();
  observe(OBSERVATIONS);
  return cpuUsSince(start) / OBSERVATIONS;
}

function fieldsOf(): number {
  const counter = new UsageCounter();
  counter.observe(callOf("1"));
  return [...(counter.collect().tallies[0]?.request.counts() ?? [])].length;
}

async function measureInTurn(): Promise<void> {
  const variants = [];
  for (const usage of ["off", "on"]) {
    const settings = { INTERLOCK_USAGE: usage, INTERLOCK_RESPONSE_VALIDATION: "off" };
    variants.push({ usage, gateway: await startTestGateway({ role: "gateway", settings }), figures: [] as number[] });
  }
  for (const { gateway } of variants) await release(gateway, WARM_UP_REQUESTS);
  for (let round = 0; round < ROUNDS; round += 1)
    for (const { gateway, figures } of round % 2 === 0 ? variants : variants.toReversed()) {
      const start = process.cpuUsage();
      await release(gateway, REQUESTS);
      figures.push(cpuUsSince(start) / REQUESTS);
    }
  for (const { usage, figures } of variants)
    console.log(
      `usage ${usage}: ${median(figures).toFixed(0)} us of processor time per order, client included (${figures.map((figure) => figure.toFixed(0)).join(", ")})`,
    );
  const [off, on] = variants.map(({ figures }) => median(figures));
  console.log(`on / off: ${((on ?? 0) / (off ?? 1)).toFixed(3)}`);
  for (const { gateway } of variants) await gateway.close();
}

async function release({ client }: TestGateway, count: number): Promise<void> {
  for (let index = 0; index < count; index += 1) {
    const { status, body } = await client.send("POST /production-order/v1/orders", {
      as: "erp",
      body: orderSample(`U-${process.pid}-${++orderCount}`),
    });
    if (status !== 202) throw new Error(`an order was answered ${status}: ${JSON.stringify(body)}`);
  }
}

function cpuUsSince(start: NodeJS.CpuUsage): number {
  const { user, system } = process.cpuUsage(start);
  return user + system;
}

function median(figures: readonly number[]): number {
  const sorted = figures.toSorted((left, right) => left - right);
  return sorted[Math.floor(sorted.length / 2)] ?? 0;
}
