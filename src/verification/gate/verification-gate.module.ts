import { Inject, Module, type OnModuleDestroy } from "@nestjs/common";
import type { Clock } from "../../kernel/clock.js";
import { UnitOfWork } from "../../platform/persistence/unit-of-work.js";
import { CLOCK } from "../../platform/platform-tokens.js";
import { JudgeConsumers } from "../comparison/judge-consumers.js";
import { ThreadedExampleComparison } from "../comparison/threaded-example-comparison.js";
import { ReadContracts, RegistryModule } from "../../registry/public.js";
import { DEPLOYMENT_GATES, type DeploymentGate } from "../matrix/deployment-gate.js";
import { PointReads } from "../point-reads.js";
import { VerificationModule } from "../verification.module.js";
import { ComparisonGate } from "./comparison-gate.js";
import { ConsumerEvidence } from "./consumer-evidence.js";
import { LiveConsumers, type ReadRows } from "./live-consumers.js";
import { ReadProviderDocuments } from "./provider-documents.js";

const readerOf = (unitOfWork: UnitOfWork): ReadRows => {
  return async (statement, values) => await unitOfWork.read(statement, values);
};

/** What the consumers say about contract candidates, for the gate of the contracts. */
@Module({
  imports: [RegistryModule, VerificationModule],
  providers: [
    { provide: ThreadedExampleComparison, useFactory: () => new ThreadedExampleComparison() },
    {
      provide: ConsumerEvidence,
      inject: [UnitOfWork, ThreadedExampleComparison, CLOCK],
      useFactory: (unitOfWork: UnitOfWork, examples: ThreadedExampleComparison, clock: Clock) =>
        new ConsumerEvidence(new LiveConsumers(readerOf(unitOfWork)), new JudgeConsumers(examples), clock),
    },
    {
      provide: ComparisonGate,
      inject: [DEPLOYMENT_GATES, PointReads, ReadContracts, ThreadedExampleComparison, CLOCK],
      useFactory: (
        gates: DeploymentGate[],
        reads: PointReads,
        contracts: ReadContracts,
        examples: ThreadedExampleComparison,
        clock: Clock,
      ) => {
        const documents = new ReadProviderDocuments(reads, contracts, clock);
        const gate = new ComparisonGate(reads, documents, new JudgeConsumers(examples));
        gates.push(gate);
        return gate;
      },
    },
  ],
  exports: [ConsumerEvidence, ComparisonGate],
})
export class VerificationGateModule implements OnModuleDestroy {
  constructor(@Inject(ThreadedExampleComparison) private readonly examples: ThreadedExampleComparison) {}

  async onModuleDestroy(): Promise<void> {
    await this.examples.close();
  }
}
