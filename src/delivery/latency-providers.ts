import type { Logger } from "pino";
import type { Clock } from "../kernel/clock.js";
import { AuditLog } from "../platform/audit/audit-log.js";
import { Outbox } from "../platform/messaging/outbox.js";
import { UnitOfWork } from "../platform/persistence/unit-of-work.js";
import { CLOCK, LOGGER } from "../platform/platform-tokens.js";
import { Metrics } from "../platform/telemetry/metrics.js";
import { PlantDirectory } from "../plants/public.js";
import { CloseEndedWindows } from "./aggregation/close-ended-windows.js";
import { SplitAggregate } from "./aggregation/split-aggregate.js";
import { DeliveryUpkeep } from "./delivery-upkeep.js";
import { latencyGauges } from "./latency/latency-gauges.js";
import { MeasureLatency } from "./latency/measured-latency.js";
import { RecordBreaches } from "./latency/record-breaches.js";
import { PostingLedger } from "./posting-ledger.js";
import { PostingListeners } from "./posting-listeners.js";

/** Aggregation windows and the time that postings take; part of the module of this capability. */
export const LATENCY_PROVIDERS = [
  {
    provide: CloseEndedWindows,
    inject: [UnitOfWork, PostingLedger, PostingListeners, CLOCK],
    useFactory: (...parts: ConstructorParameters<typeof CloseEndedWindows>) => new CloseEndedWindows(...parts),
  },
  {
    provide: SplitAggregate,
    inject: [PostingListeners, AuditLog],
    useFactory: (...parts: ConstructorParameters<typeof SplitAggregate>) => new SplitAggregate(...parts),
  },
  {
    provide: RecordBreaches,
    inject: [UnitOfWork, PostingListeners, Outbox, AuditLog, CLOCK],
    useFactory: (unitOfWork: UnitOfWork, listeners: PostingListeners, outbox: Outbox, audit: AuditLog, clock: Clock) =>
      new RecordBreaches(unitOfWork, listeners, { outbox, audit }, clock),
  },
  {
    provide: MeasureLatency,
    inject: [UnitOfWork, PlantDirectory, Metrics, CLOCK],
    useFactory: (unitOfWork: UnitOfWork, plants: PlantDirectory, metrics: Metrics, clock: Clock) => {
      const measuring = new MeasureLatency(unitOfWork, plants);
      for (const gauge of latencyGauges(measuring, clock)) metrics.addGauge(gauge);
      return measuring;
    },
  },
  {
    provide: DeliveryUpkeep,
    inject: [CloseEndedWindows, RecordBreaches, LOGGER],
    useFactory: (windows: CloseEndedWindows, breaches: RecordBreaches, logger: Logger) =>
      new DeliveryUpkeep(windows, breaches, logger),
  },
];
