export { CommandRelay } from "./command-relay.js";
export { migrateEngine } from "./dbos/migrate-engine.js";
export type { EnginePort, FlowContext, FlowDefinition, WorkflowState, WorkflowSummary } from "./engine-port.js";
export { LaneTicker } from "./lane-ticker.js";
export { OrchestrationModule } from "./orchestration.module.js";
export { OrchestrationRunner } from "./orchestration-runner.js";
