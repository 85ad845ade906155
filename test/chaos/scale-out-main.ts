import { parseArgs } from "node:util";
import { natsMissing } from "../backbone/nats-server.js";
import { runChaos } from "./chaos-run.js";
import { onChaosStage } from "./chaos-stage.js";
import { readInteger, readOptions } from "./read-integer.js";
import { eachWorkerOnce } from "./scenarios/each-worker-once.js";

/**
 * node dist/test/chaos/scale-out-main.js [--orders 60]: one gateway, two workers and NATS JetStream on one Postgres. Each
 * worker is killed once, then NATS; the business must not notice. See docs/guides/scale-out.md.
 */
const FAULT_PCT = 5;
const SEED = 1;
/** One order a second, so that a worker that was killed is back before the next is. */
const MESSAGES_PER_SECOND = 10;

const orders = readOptions("scale-out", () => {
  const { values } = parseArgs({ options: { orders: { type: "string" } } });
  return readInteger("orders", values.orders ?? "60", 30, 5_000);
});
const missing = natsMissing();
const plan = {
  orders,
  kills: 2,
  workers: 2,
  faultPct: FAULT_PCT,
  disturbances: missing === undefined ? 1 : 0,
  rate: MESSAGES_PER_SECOND,
  isSpaced: false,
  seed: SEED,
};
const title = `${orders} orders, two workers, JetStream: ${missing ?? "yes"}`;
await onChaosStage(title, (stage) => runChaos(plan, stage, eachWorkerOnce));
