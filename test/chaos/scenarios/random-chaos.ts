import { awaitProgress } from "../await-progress.js";
import type { ChaosFault } from "../faults/fault.js";
import { InjectFaults } from "../faults/inject-faults.js";
import { linkFaults } from "../faults/link-faults.js";
import { freezeFault, natsFault, postgresFault } from "../faults/process-faults.js";
import { KillWorkers } from "../kill-workers.js";
import type { ChaosScenario, ChaosScene } from "./chaos-scenario.js";

/** Kills and every other fault at random, as many as the plan says. */
export const randomChaos: ChaosScenario = (scene) => {
  const { plan, stage, system, database } = scene;
  const killer = new KillWorkers(plan, database, system.workers, stage.say);
  const rest = plan.isSpaced ? (signal: AbortSignal) => awaitProgress(database, signal) : undefined;
  const injector = new InjectFaults(faultsOf(scene), plan.disturbances, plan.seed, stage.say, rest);
  return {
    kills: killer.kills,
    faults: injector.struck,
    befall: async (signal) => {
      await Promise.all([killer.run(signal), killer.watchTakeovers(signal), injector.run(signal)]);
    },
  };
};

function faultsOf({ system: { workers, links }, stage: { restartPostgres, nats } }: ChaosScene): ChaosFault[] {
  return [
    ...linkFaults("ERP link", links.erp),
    ...linkFaults("database link", links.database),
    freezeFault(workers),
    ...(restartPostgres === undefined ? [] : [postgresFault(restartPostgres)]),
    ...(nats === undefined ? [] : [natsFault(nats)]),
  ];
}
