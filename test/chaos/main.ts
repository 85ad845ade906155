import { randomInt } from "node:crypto";
import { parseArgs } from "node:util";
import { type ChaosPlan, DEFAULT_PLAN } from "./chaos-plan.js";
import { runChaos } from "./chaos-run.js";
import { onChaosStage } from "./chaos-stage.js";
import { readInteger, readOptions } from "./read-integer.js";

/**
 * npm run chaos [-- --orders 200 --kills 8 --workers 2 --faults 20 --disturbances 60 --rate 0 --spaced --seed N]: the large form of
 * chaos.spec.ts.
 */
const SEED_MAX = 1_000_000;

const plan = readOptions("chaos", readPlan);
const { orders, kills, workers, faultPct, disturbances, rate, seed } = plan;
const title =
  `seed ${seed}: ${orders} orders, ${kills} kills, ${workers} workers, ${faultPct} % faults of the simulators, ` +
  `${disturbances} disturbances${plan.isSpaced ? ", each after a rest" : ""}, ${rate === 0 ? "as fast as possible" : `${rate} messages a second`}`;
await onChaosStage(title, (stage) => runChaos(plan, stage));

function readPlan(): ChaosPlan {
  const text = { type: "string" } as const;
  const options = {
    orders: text,
    kills: text,
    workers: text,
    faults: text,
    disturbances: text,
    rate: text,
    seed: text,
  };
  const { values } = parseArgs({ options: { ...options, spaced: { type: "boolean" } } });
  const integer = (name: keyof typeof options, byDefault: number, least: number, most: number): number =>
    readInteger(name, values[name] ?? String(byDefault), least, most);
  return {
    orders: integer("orders", DEFAULT_PLAN.orders, 1, 5_000),
    kills: integer("kills", DEFAULT_PLAN.kills, 1, 1_000),
    workers: integer("workers", DEFAULT_PLAN.workers, 1, 8),
    faultPct: integer("faults", DEFAULT_PLAN.faultPct, 1, 60),
    disturbances: integer("disturbances", DEFAULT_PLAN.disturbances, 0, 10_000),
    rate: integer("rate", DEFAULT_PLAN.rate, 0, 1_000),
    isSpaced: values.spaced ?? false,
    seed: integer("seed", randomInt(SEED_MAX), 0, SEED_MAX),
  };
}
