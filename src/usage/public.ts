export { describeImpact } from "./describe-impact.js";
export { type AffectedClient, type DeclaredReads, type Impact, impactOf, type TouchingChange } from "./impact-of.js";
export type { Observation, ObservedUsage } from "./observation.js";
export { ReadUsage } from "./read-usage.js";
export type { RecordedCalls, RecordedField } from "./recorded-usage.js";
export { UsageRecorder } from "./usage-recorder.js";
export type { ObservedCall, UsageObserver } from "./usage-observer.js";
export { UsageModule } from "./usage.module.js";
