import { hostname } from "node:os";
import { Module } from "@nestjs/common";
import type { Logger } from "pino";
import { ConnectorRegistry, ConnectorsModule } from "../connectors/public.js";
import type { Clock } from "../kernel/clock.js";
import { UlidFactory } from "../kernel/ulid.js";
import { AuditLog } from "../platform/audit/audit-log.js";
import { Outbox } from "../platform/messaging/outbox.js";
import { UnitOfWork } from "../platform/persistence/unit-of-work.js";
import { CLOCK, LOGGER } from "../platform/platform-tokens.js";
import { PlantDirectory, PlantsModule } from "../plants/public.js";
import { AggregatesController } from "./aggregation/aggregates.controller.js";
import { DeliveryUpkeep } from "./delivery-upkeep.js";
import { DestinationGates } from "./destination-gate.js";
import { destinationProviders } from "./destinations/destination-providers.js";
import { Destinations } from "./destinations/destinations.js";
import { DestinationsController } from "./destinations/destinations.controller.js";
import { DuePostings } from "./due-postings.js";
import { ErpTargets } from "./erp-targets.js";
import { HeldPostings } from "./held-postings.js";
import { LaneDrainer } from "./lane-drainer.js";
import { ChangeStoppedPosting } from "./operator-change.js";
import { RecordFoundDocument } from "./operator-found.js";
import { LatencyController } from "./latency/latency.controller.js";
import { LATENCY_PROVIDERS } from "./latency-providers.js";
import { operatorProviders } from "./operator-providers.js";
import { ReplayPosting } from "./operator-replay.js";
import { PostingLedger } from "./posting-ledger.js";
import { PostingListeners } from "./posting-listeners.js";
import { PostingReads } from "./posting-reads.js";
import { PostingSteps } from "./posting-steps.js";
import { PostingTransitions } from "./posting-transitions.js";
import { ReleaseParkedPosting } from "./release-parked-posting.js";
import { cryptoRandom } from "./retry-backoff.js";

/**
 * Token of the name under which this process takes postings. Unique per process start, so that a restarted process
 * never takes its predecessor's postings for its own; the workflow engine uses it as its executor id, so that whoever
 * sees an executor die can end its leases.
 */
export const DELIVERY_WORKER = "DeliveryWorker";

const workerName = (ids: UlidFactory): string => `${hostname()}:${process.pid}:${ids.next()}`;

@Module({
  imports: [ConnectorsModule, PlantsModule],
  controllers: [AggregatesController, DestinationsController, LatencyController],
  providers: [
    { provide: DELIVERY_WORKER, inject: [UlidFactory], useFactory: workerName },
    { provide: PostingListeners, useFactory: () => new PostingListeners() },
    {
      provide: PostingLedger,
      inject: [UlidFactory, AuditLog, UnitOfWork, CLOCK],
      useFactory: (ids: UlidFactory, audit: AuditLog, unitOfWork: UnitOfWork, clock: Clock) =>
        new PostingLedger(ids, audit, unitOfWork, clock),
    },
    {
      provide: PostingReads,
      inject: [UnitOfWork],
      useFactory: (unitOfWork: UnitOfWork) => new PostingReads(unitOfWork),
    },
    ...destinationProviders,
    {
      provide: DestinationGates,
      inject: [Destinations, DELIVERY_WORKER, CLOCK, LOGGER],
      useFactory: (destinations: Destinations, worker: string, clock: Clock, logger: Logger) =>
        new DestinationGates(destinations, worker, clock, logger),
    },
    {
      provide: DuePostings,
      inject: [UnitOfWork, DestinationGates],
      useFactory: (unitOfWork: UnitOfWork, gates: DestinationGates) => new DuePostings(unitOfWork, gates),
    },
    {
      provide: PostingTransitions,
      inject: [UnitOfWork, AuditLog, Outbox, PostingListeners, DELIVERY_WORKER],
      useFactory: (
        unitOfWork: UnitOfWork,
        audit: AuditLog,
        outbox: Outbox,
        listeners: PostingListeners,
        worker: string,
      ) => new PostingTransitions(unitOfWork, audit, outbox, listeners, worker),
    },
    {
      provide: PostingSteps,
      inject: [PostingTransitions, CLOCK, UnitOfWork],
      useFactory: (transitions: PostingTransitions, clock: Clock, unitOfWork: UnitOfWork) =>
        new PostingSteps({ transitions, clock, random: cryptoRandom }, unitOfWork),
    },
    {
      provide: ErpTargets,
      inject: [PlantDirectory, ConnectorRegistry],
      useFactory: (plants: PlantDirectory, connectors: ConnectorRegistry) => new ErpTargets(plants, connectors),
    },
    {
      provide: LaneDrainer,
      inject: [DuePostings, ErpTargets, DestinationGates, PostingSteps, LOGGER],
      useFactory: (
        due: DuePostings,
        targets: ErpTargets,
        gates: DestinationGates,
        steps: PostingSteps,
        logger: Logger,
      ) => new LaneDrainer(due, targets, gates, steps, logger),
    },
    { provide: HeldPostings, inject: [AuditLog], useFactory: (audit: AuditLog) => new HeldPostings(audit) },
    {
      provide: ReleaseParkedPosting,
      inject: [PostingTransitions],
      useFactory: (transitions: PostingTransitions) => new ReleaseParkedPosting(transitions),
    },
    ...operatorProviders(DELIVERY_WORKER),
    ...LATENCY_PROVIDERS,
  ],
  exports: [
    ChangeStoppedPosting,
    DELIVERY_WORKER,
    DeliveryUpkeep,
    ConnectorsModule,
    DuePostings,
    HeldPostings,
    LaneDrainer,
    PostingLedger,
    PostingListeners,
    PostingReads,
    RecordFoundDocument,
    ReleaseParkedPosting,
    ReplayPosting,
  ],
})
export class DeliveryModule {}
