import type { Clock } from "../../kernel/clock.js";
import { DiffEvidence } from "./diff-evidence.js";
import type { EvidenceProducer } from "./evidence.js";
import { LintEvidence } from "./lint-evidence.js";

/** The checks of the product besides BINDING, which knows the handlers of the running build. */
export function productEvidence(clock: Clock): readonly EvidenceProducer[] {
  return [new LintEvidence(clock), new DiffEvidence(clock)];
}
