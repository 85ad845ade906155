import { parseArgs } from "node:util";
import { MESSAGES_PER_ORDER } from "./chaos-order.js";
import { runChaos } from "./chaos-run.js";
import { onChaosStage } from "./chaos-stage.js";
import { readInteger, readOptions } from "./read-integer.js";
import { erpOutage } from "./scenarios/erp-outage.js";

/**
 * node dist/test/chaos/backlog-main.js [--messages 200] [--workers 2]: the ERP is away while so many messages come in; then
 * the postings that wait are drained in the order of each lane, and timed. 80000 is an outage of eight hours.
 */
const SEED = 1;

const { messages, workers } = readOptions("backlog", () => {
  const text = { type: "string" } as const;
  const { values } = parseArgs({ options: { messages: text, workers: text } });
  return {
    messages: readInteger("messages", values.messages ?? "200", MESSAGES_PER_ORDER, 200_000),
    workers: readInteger("workers", values.workers ?? "2", 1, 8),
  };
});
const orders = Math.ceil(messages / MESSAGES_PER_ORDER);
const plan = { orders, kills: 0, workers, faultPct: 0, disturbances: 1, rate: 0, isSpaced: false, seed: SEED };
const title = `${orders * MESSAGES_PER_ORDER} messages of ${orders} orders while the ERP is away, ${workers} workers`;
await onChaosStage(title, (stage) => runChaos(plan, stage, erpOutage));
