import type { ChaosCheck } from "./check.js";

/** Accepted work is finished, the engine has nothing left and no workflow failed. */
export const nothingIsLeft: ChaosCheck = {
  name: "operations are finished, the engine is empty",
  run({ standing, operations, workflows }) {
    const { commandsOpen, operationsRunning, workflowsOpen } = standing;
    const failed = workflows.filter(({ name }) => !name.endsWith(" SUCCESS"));
    const workflowCount = workflows.reduce((sum, { count }) => sum + count, 0);
    return {
      figures:
        `operations: ${operations.map(({ name, count }) => `${count} ${name}`).join(", ")}; ` +
        `${workflowCount} workflows, ${workflowsOpen} open; ${commandsOpen} engine commands left`,
      violations: [
        ...(operationsRunning === 0 ? [] : [`${operationsRunning} operations are RUNNING`]),
        ...(commandsOpen === 0 ? [] : [`${commandsOpen} engine commands are not carried out`]),
        ...failed.map(({ name, count }) => `${count} workflows: ${name}`),
      ],
    };
  },
};
