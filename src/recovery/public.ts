export { RecoveryModule } from "./recovery.module.js";
export { RecoveryRunner } from "./recovery-runner.js";
export { recoveryProblems } from "./problems.js";
