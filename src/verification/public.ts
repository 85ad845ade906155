export { EnvironmentRegistry } from "./environments/environment-registry.js";
export { PresenceRegistry } from "./environments/presence-registry.js";
export { AskMatrix } from "./matrix/ask-matrix.js";
export { DEPLOYMENT_GATES, type DeploymentGate, type GateRefusal } from "./matrix/deployment-gate.js";
export type { DeploymentVerdict } from "./matrix/deployment-verdict.js";
export type { MatrixQuestion, MatrixTarget, ParticipantSelector } from "./matrix/matrix-question.js";
export { ParticipantRegistry } from "./participants/participant-registry.js";
export { PointReads } from "./point-reads.js";
export { PublishContracts } from "./publication/publish-contracts.js";
export { VerificationResults } from "./results/verification-results.js";
export { SelectPacts } from "./selection/select-pacts.js";
export {
  CONTRACT_INTAKES,
  type ContractIntake,
  type IntakeOutcome,
  type ProviderDocument,
  type RequirePermission,
} from "./publication/contract-intake.js";
export { ReadPacts } from "./publication/read-pacts.js";
export { VerificationManagementModule } from "./management/verification-management.module.js";
export { VerificationModule } from "./verification.module.js";
export { ConsumerEvidence } from "./gate/consumer-evidence.js";
export { type ContractJudge, type ContractReason, GovernanceGate } from "./gate/governance-gate.js";
export { VerificationGateModule } from "./gate/verification-gate.module.js";
export { CleanUpModule } from "./cleanup/clean-up.module.js";
