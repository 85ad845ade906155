import { Inject, Module, type OnModuleDestroy } from "@nestjs/common";
import type { Clock } from "../../kernel/clock.js";
import { UnitOfWork } from "../../platform/persistence/unit-of-work.js";
import { CLOCK } from "../../platform/platform-tokens.js";
import { JudgeConsumers } from "../comparison/judge-consumers.js";
import { ThreadedExampleComparison } from "../comparison/threaded-example-comparison.js";
import { ConsumerEvidence } from "./consumer-evidence.js";
import { LiveConsumers } from "./live-consumers.js";

/** What the consumers say about contract candidates, for the gate of the contracts. */
@Module({
  providers: [
    { provide: ThreadedExampleComparison, useFactory: () => new ThreadedExampleComparison() },
    {
      provide: ConsumerEvidence,
      inject: [UnitOfWork, ThreadedExampleComparison, CLOCK],
      useFactory: (unitOfWork: UnitOfWork, examples: ThreadedExampleComparison, clock: Clock) =>
        new ConsumerEvidence(new LiveConsumers(unitOfWork), new JudgeConsumers(examples), clock),
    },
  ],
  exports: [ConsumerEvidence],
})
export class VerificationGateModule implements OnModuleDestroy {
  constructor(@Inject(ThreadedExampleComparison) private readonly examples: ThreadedExampleComparison) {}

  async onModuleDestroy(): Promise<void> {
    await this.examples.close();
  }
}
