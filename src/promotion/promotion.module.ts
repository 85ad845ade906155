import { type DynamicModule, Module } from "@nestjs/common";
import type { Logger } from "pino";
import type { Configuration } from "../config/configuration.js";
import { type ApiBinding, GATEWAY_BINDINGS } from "../gateway/public.js";
import type { Clock } from "../kernel/clock.js";
import { UlidFactory } from "../kernel/ulid.js";
import { Approvals } from "../platform/approvals/public.js";
import { AuditLog } from "../platform/audit/audit-log.js";
import { Outbox } from "../platform/messaging/outbox.js";
import { UnitOfWork } from "../platform/persistence/unit-of-work.js";
import { CLOCK, CONFIGURATION, LOGGER } from "../platform/platform-tokens.js";
import { POLICY, type Policy } from "../platform/security/public.js";
import { MoveContract, ReadContracts, RegisterContract, RegistryModule } from "../registry/public.js";
import { ReadUsage, UsageModule } from "../usage/public.js";
import {
  CONTRACT_INTAKES,
  ConsumerEvidence,
  type ContractIntake,
  DEPLOYMENT_GATES,
  type DeploymentGate,
  GovernanceGate,
  PointReads,
  VerificationGateModule,
  VerificationModule,
} from "../verification/public.js";
import { AcceptProviderContract } from "./accept-provider-contract.js";
import { ApproveContract } from "./approve-contract.js";
import { CanPromote } from "./can-promote.js";
import { ChangeServedSet } from "./change-served-set.js";
import { CompileServedSet } from "./compile-served-set.js";
import { DeprecateContract } from "./deprecate-contract.js";
import { EvaluationStore } from "./evaluation.store.js";
import { BindingEvidence } from "./evidence/binding-evidence.js";
import type { EvidenceProducer } from "./evidence/evidence.js";
import { GatherEvidence } from "./evidence/gather-evidence.js";
import { ImpactAnnotator } from "./evidence/impact-annotator.js";
import { WaiverAnnotator } from "./evidence/waiver-annotator.js";
import { FollowPromotions } from "./follow-promotions.js";
import { CONTRACT_COMMANDS, type ContractCommands } from "./http/contract-commands.js";
import { ContractUsageController } from "./http/contract-usage.controller.js";
import { ContractsController } from "./http/contracts.controller.js";
import { PromotionsController } from "./http/promotions.controller.js";
import { WaiversController } from "./http/waivers.controller.js";
import { JudgeContract } from "./judge-contract.js";
import { PromoteBuiltIn } from "./promote-built-in.js";
import { PromoteContract } from "./promote-contract.js";
import { PromotionStore } from "./promotion.store.js";
import { ReadContractStatus } from "./read-contract-status.js";
import { RejectContract } from "./reject-contract.js";
import { RetireContract } from "./retire-contract.js";
import { RollBackPromotion } from "./roll-back-promotion.js";
import { SnapshotStore } from "./snapshot/snapshot-store.js";
import { SubmitContract } from "./submit-contract.js";
import { SuspendContract } from "./suspend-contract.js";
import { ApproveWaiver } from "./waivers/approve-waiver.js";
import { ReadWaivers } from "./waivers/read-waivers.js";
import { RequestWaiver } from "./waivers/request-waiver.js";
import { RevokeWaiver } from "./waivers/revoke-waiver.js";
import { WaiverDebts } from "./waivers/waiver-debts.js";
import { WAIVER_COMMANDS, type WaiverCommands } from "./waivers/waiver-commands.js";
import { WaiverStore } from "./waivers/waiver.store.js";

const EVIDENCE_PRODUCERS = "EvidenceProducers";
const GIVEN_PRODUCERS = "GivenEvidenceProducers";

/** The gate and the life of contract versions. Needs the global modules of platform, security, approvals and gateway. */
@Module({
  imports: [RegistryModule, UsageModule, VerificationModule, VerificationGateModule],
  controllers: [ContractsController, ContractUsageController, PromotionsController, WaiversController],
  providers: [
    {
      provide: PromotionStore,
      inject: [UnitOfWork],
      useFactory: (unitOfWork: UnitOfWork) => new PromotionStore(unitOfWork),
    },
    { provide: EvaluationStore, useFactory: () => new EvaluationStore() },
    {
      provide: WaiverStore,
      inject: [UnitOfWork],
      useFactory: (unitOfWork: UnitOfWork) => new WaiverStore(unitOfWork),
    },
    {
      provide: WAIVER_COMMANDS,
      inject: [UnitOfWork, WaiverStore, EvaluationStore, Approvals, AuditLog, UlidFactory, CLOCK],
      useFactory: (
        unitOfWork: UnitOfWork,
        waivers: WaiverStore,
        evaluations: EvaluationStore,
        approvals: Approvals,
        audit: AuditLog,
        ids: UlidFactory,
        clock: Clock,
      ): WaiverCommands => ({
        request: new RequestWaiver(unitOfWork, { waivers, evaluations, approvals, audit }, ids, clock),
        approve: new ApproveWaiver(unitOfWork, waivers, approvals, clock),
        revoke: new RevokeWaiver(unitOfWork, waivers, approvals, audit, clock),
      }),
    },
    {
      provide: ReadWaivers,
      inject: [UnitOfWork, WaiverStore, EvaluationStore, PromotionStore, CLOCK],
      useFactory: (...parts: ConstructorParameters<typeof ReadWaivers>) => new ReadWaivers(...parts),
    },
    {
      provide: EVIDENCE_PRODUCERS,
      inject: [GIVEN_PRODUCERS, GATEWAY_BINDINGS, POLICY, ConsumerEvidence, CLOCK],
      useFactory: (
        given: readonly EvidenceProducer[],
        bindings: readonly ApiBinding[],
        policy: Policy,
        consumers: ConsumerEvidence,
        clock: Clock,
      ): EvidenceProducer[] => [
        ...given,
        new BindingEvidence(bindings, new Set(policy.permissions.keys()), clock),
        consumers,
      ],
    },
    {
      provide: GatherEvidence,
      inject: [EVIDENCE_PRODUCERS, ReadUsage, UnitOfWork, WaiverStore, CLOCK],
      useFactory: (
        producers: readonly EvidenceProducer[],
        usage: ReadUsage,
        unitOfWork: UnitOfWork,
        waivers: WaiverStore,
        clock: Clock,
      ) => new GatherEvidence(producers, [new ImpactAnnotator(usage), new WaiverAnnotator(unitOfWork, waivers, clock)]),
    },
    {
      provide: CanPromote,
      inject: [EvaluationStore, GatherEvidence, Approvals, WaiverStore, CLOCK],
      useFactory: (
        evaluations: EvaluationStore,
        evidence: GatherEvidence,
        approvals: Approvals,
        waivers: WaiverStore,
        clock: Clock,
      ) => new CanPromote(evaluations, evidence, approvals, new WaiverDebts(waivers), clock),
    },
    {
      provide: ChangeServedSet,
      inject: [PromotionStore, MoveContract, AuditLog, Outbox, UlidFactory, CLOCK],
      useFactory: (...parts: ConstructorParameters<typeof ChangeServedSet>) => new ChangeServedSet(...parts),
    },
    {
      provide: SubmitContract,
      inject: [
        UnitOfWork,
        ReadContracts,
        EvaluationStore,
        PromotionStore,
        Approvals,
        MoveContract,
        GatherEvidence,
        Outbox,
        UlidFactory,
        CLOCK,
      ],
      useFactory: (
        unitOfWork: UnitOfWork,
        contracts: ReadContracts,
        evaluations: EvaluationStore,
        promotions: PromotionStore,
        approvals: Approvals,
        moves: MoveContract,
        evidence: GatherEvidence,
        outbox: Outbox,
        ids: UlidFactory,
        clock: Clock,
      ) => {
        const stores = { contracts, evaluations, promotions, approvals, outbox };
        return new SubmitContract(unitOfWork, stores, moves, evidence, ids, clock);
      },
    },
    {
      provide: ApproveContract,
      inject: [UnitOfWork, MoveContract, EvaluationStore, Approvals],
      useFactory: (unitOfWork: UnitOfWork, moves: MoveContract, evaluations: EvaluationStore, approvals: Approvals) =>
        new ApproveContract(unitOfWork, moves, evaluations, approvals),
    },
    {
      provide: CONTRACT_COMMANDS,
      inject: [
        UnitOfWork,
        RegisterContract,
        SubmitContract,
        ApproveContract,
        MoveContract,
        PromotionStore,
        CanPromote,
        ChangeServedSet,
        CLOCK,
        CONFIGURATION,
      ],
      useFactory: (
        unitOfWork: UnitOfWork,
        register: RegisterContract,
        submit: SubmitContract,
        approve: ApproveContract,
        moves: MoveContract,
        promotions: PromotionStore,
        gate: CanPromote,
        change: ChangeServedSet,
        clock: Clock,
        { sunsetNoticeDays }: Configuration,
      ): ContractCommands => ({
        register,
        submit,
        approve,
        reject: new RejectContract(unitOfWork, moves),
        promote: new PromoteContract(unitOfWork, moves, promotions, gate, change),
        deprecate: new DeprecateContract(unitOfWork, promotions, change, clock, sunsetNoticeDays),
        retire: new RetireContract(unitOfWork, promotions, change, clock),
        suspend: new SuspendContract(unitOfWork, promotions, change),
        rollBack: new RollBackPromotion(unitOfWork, promotions, change),
      }),
    },
    {
      provide: ReadContractStatus,
      inject: [UnitOfWork, ReadContracts, PromotionStore, CanPromote],
      useFactory: (unitOfWork: UnitOfWork, contracts: ReadContracts, promotions: PromotionStore, gate: CanPromote) =>
        new ReadContractStatus(unitOfWork, contracts, promotions, gate),
    },
    {
      provide: GovernanceGate,
      inject: [DEPLOYMENT_GATES, PointReads, ReadContracts, ReadContractStatus],
      useFactory: (
        gates: DeploymentGate[],
        reads: PointReads,
        contracts: ReadContracts,
        status: ReadContractStatus,
      ) => {
        const gate = new GovernanceGate(reads, new JudgeContract(contracts, status));
        gates.push(gate);
        return gate;
      },
    },
    {
      provide: AcceptProviderContract,
      inject: [CONTRACT_INTAKES, ReadContracts, RegisterContract, SubmitContract],
      useFactory: (
        intakes: ContractIntake[],
        contracts: ReadContracts,
        register: RegisterContract,
        submission: SubmitContract,
      ) => {
        const intake = new AcceptProviderContract(contracts, register, submission);
        intakes.push(intake);
        return intake;
      },
    },
    {
      provide: PromoteBuiltIn,
      inject: [UnitOfWork, RegisterContract, PromotionStore, ChangeServedSet, LOGGER, UlidFactory, CLOCK],
      useFactory: (
        unitOfWork: UnitOfWork,
        register: RegisterContract,
        promotions: PromotionStore,
        change: ChangeServedSet,
        logger: Logger,
        ids: UlidFactory,
        clock: Clock,
      ) => {
        const start = { correlationId: ids.next(), at: clock.now() };
        return new PromoteBuiltIn(unitOfWork, register, promotions, change, logger, start);
      },
    },
    {
      provide: CompileServedSet,
      inject: [GATEWAY_BINDINGS, POLICY, CLOCK],
      useFactory: (bindings: readonly ApiBinding[], policy: Policy, clock: Clock) =>
        new CompileServedSet(bindings, new Set(policy.permissions.keys()), clock),
    },
    {
      provide: SnapshotStore,
      inject: [CONFIGURATION, CLOCK],
      useFactory: ({ dataDir }: Configuration, clock: Clock) => SnapshotStore.inDataFolder(dataDir, clock),
    },
    {
      provide: FollowPromotions,
      inject: [PromotionStore, ReadContracts, SnapshotStore, CompileServedSet, LOGGER],
      useFactory: (
        promotions: PromotionStore,
        contracts: ReadContracts,
        snapshots: SnapshotStore,
        compiler: CompileServedSet,
        logger: Logger,
      ) => new FollowPromotions({ promotions, contracts, snapshots }, compiler, logger),
    },
  ],
  exports: [PromoteBuiltIn, CompileServedSet, FollowPromotions, PromotionStore],
})
export class PromotionModule {
  /** @param producers checks besides BINDING, which the module brings; one that is required and absent blocks */
  static judgedBy(producers: readonly EvidenceProducer[]): DynamicModule {
    return { module: PromotionModule, providers: [{ provide: GIVEN_PRODUCERS, useValue: producers }] };
  }
}
