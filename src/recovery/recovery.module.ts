import { Module } from "@nestjs/common";
import type { Logger } from "pino";
import { ConnectorRegistry } from "../connectors/public.js";
import {
  ChangeStoppedPosting,
  DeliveryModule,
  PostingReads,
  RecordFoundDocument,
  ReplayPosting,
} from "../delivery/public.js";
import type { Clock } from "../kernel/clock.js";
import { UlidFactory } from "../kernel/ulid.js";
import { CompleteOrder, OrdersModule } from "../orders/public.js";
import { Approvals } from "../platform/approvals/public.js";
import { AuditLog } from "../platform/audit/audit-log.js";
import { UnitOfWork } from "../platform/persistence/unit-of-work.js";
import { CLOCK, LOGGER } from "../platform/platform-tokens.js";
import { PlantDirectory, PlantsModule } from "../plants/public.js";
import { ALERT_PROVIDERS } from "./alerts/alert-providers.js";
import { WatchAlerts } from "./alerts/watch-alerts.js";
import { ApplyChange } from "./changes/apply-change.js";
import { DecideChange } from "./changes/decide-change.js";
import { PostingChangeStore } from "./changes/posting-change.store.js";
import { PostingChanges } from "./changes/posting-changes.js";
import { ProposeChange } from "./changes/propose-change.js";
import { ReadFlows } from "./flows/read-flows.js";
import { AlertsController } from "./http/alerts.controller.js";
import { DlqController } from "./http/dlq.controller.js";
import { FlowsController } from "./http/flows.controller.js";
import { PostingChangesController } from "./http/posting-changes.controller.js";
import { ReconciliationController } from "./http/reconciliation.controller.js";
import { ReplaysController } from "./http/replays.controller.js";
import { RECONCILIATION_PROVIDERS } from "./reconciliation/reconciliation-providers.js";
import { ScheduleReconciliation } from "./reconciliation/schedule-reconciliation.js";
import { RecoveryRunner } from "./recovery-runner.js";
import { DryRunReplay } from "./replay/dry-run-replay.js";
import { ReplayCandidates } from "./replay/replay-candidates.js";
import { ReplayStepRunner } from "./replay/replay-step.js";
import { ReplayStore } from "./replay/replay.store.js";
import { RequestReplay } from "./replay/request-replay.js";
import { RunReplays } from "./replay/run-replays.js";
import { SteerReplay } from "./replay/steer-replay.js";
import { AssignGroup } from "./stopped/assign-group.js";
import { FailureGroups } from "./stopped/failure-groups.js";
import { StoppedPostings } from "./stopped/stopped-postings.js";

const STOPPED = [
  {
    provide: FailureGroups,
    inject: [UnitOfWork],
    useFactory: (unitOfWork: UnitOfWork) => new FailureGroups(unitOfWork),
  },
  {
    provide: StoppedPostings,
    inject: [UnitOfWork],
    useFactory: (unitOfWork: UnitOfWork) => new StoppedPostings(unitOfWork),
  },
  {
    provide: AssignGroup,
    inject: [UnitOfWork, FailureGroups, AuditLog],
    useFactory: (...parts: ConstructorParameters<typeof AssignGroup>) => new AssignGroup(...parts),
  },
];

const FLOWS = [
  { provide: ReadFlows, inject: [UnitOfWork], useFactory: (unitOfWork: UnitOfWork) => new ReadFlows(unitOfWork) },
];

const CHANGES = [
  {
    provide: PostingChanges,
    inject: [UnitOfWork, Approvals, AuditLog, UlidFactory, CompleteOrder, ChangeStoppedPosting, PostingReads],
    useFactory: (
      unitOfWork: UnitOfWork,
      approvals: Approvals,
      audit: AuditLog,
      ids: UlidFactory,
      completion: CompleteOrder,
      ledger: ChangeStoppedPosting,
      postings: PostingReads,
    ): PostingChanges => {
      const store = new PostingChangeStore(unitOfWork);
      const applying = new ApplyChange(store, ledger, approvals, audit, { postings, completion });
      const proposing = new ProposeChange(unitOfWork, { store, ledger, approvals, audit }, ids);
      return new PostingChanges(store, proposing, new DecideChange(unitOfWork, store, applying, approvals, audit));
    },
  },
];

const REPLAYS = [
  { provide: ReplayStore, inject: [UnitOfWork], useFactory: (unitOfWork: UnitOfWork) => new ReplayStore(unitOfWork) },
  {
    provide: RequestReplay,
    inject: [UnitOfWork, PlantDirectory, ConnectorRegistry, ReplayStore, Approvals, AuditLog, UlidFactory, CLOCK],
    useFactory: (
      unitOfWork: UnitOfWork,
      plants: PlantDirectory,
      connectors: ConnectorRegistry,
      store: ReplayStore,
      approvals: Approvals,
      audit: AuditLog,
      ids: UlidFactory,
      clock: Clock,
    ): RequestReplay => {
      const candidates = new ReplayCandidates(unitOfWork);
      const dryRun = new DryRunReplay(plants, connectors);
      return new RequestReplay(unitOfWork, { candidates, dryRun, store, approvals, audit }, ids, clock);
    },
  },
  {
    provide: SteerReplay,
    inject: [UnitOfWork, ReplayStore, Approvals, AuditLog],
    useFactory: (...parts: ConstructorParameters<typeof SteerReplay>) => new SteerReplay(...parts),
  },
  {
    provide: ReplayStepRunner,
    inject: [UnitOfWork, PlantDirectory, ConnectorRegistry, ReplayPosting, RecordFoundDocument],
    useFactory: (...parts: ConstructorParameters<typeof ReplayStepRunner>) => new ReplayStepRunner(...parts),
  },
  {
    provide: RunReplays,
    inject: [UnitOfWork, ReplayStepRunner, AuditLog, LOGGER],
    useFactory: (unitOfWork: UnitOfWork, steps: ReplayStepRunner, audit: AuditLog, logger: Logger) =>
      new RunReplays(unitOfWork, steps, audit, logger),
  },
];

/** What people do about deliveries that do not go on by themselves. */
@Module({
  imports: [PlantsModule, DeliveryModule, OrdersModule],
  controllers: [
    DlqController,
    PostingChangesController,
    ReplaysController,
    ReconciliationController,
    AlertsController,
    FlowsController,
  ],
  providers: [
    ...FLOWS,
    ...STOPPED,
    ...CHANGES,
    ...REPLAYS,
    ...RECONCILIATION_PROVIDERS,
    ...ALERT_PROVIDERS,
    {
      provide: RecoveryRunner,
      inject: [RunReplays, ScheduleReconciliation, WatchAlerts, LOGGER],
      useFactory: (...parts: ConstructorParameters<typeof RecoveryRunner>) => new RecoveryRunner(...parts),
    },
  ],
  exports: [RecoveryRunner],
})
export class RecoveryModule {}
