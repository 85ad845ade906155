import type { Logger } from "pino";
import { ConnectorRegistry } from "../../connectors/public.js";
import type { Clock } from "../../kernel/clock.js";
import { UlidFactory } from "../../kernel/ulid.js";
import { AuditLog } from "../../platform/audit/audit-log.js";
import { Outbox } from "../../platform/messaging/outbox.js";
import { UnitOfWork } from "../../platform/persistence/unit-of-work.js";
import { CLOCK, LOGGER } from "../../platform/platform-tokens.js";
import { PlantDirectory } from "../../plants/public.js";
import { ReadCases } from "./read-cases.js";
import { ReconcilePlant, ReconciliationRecords } from "./reconcile-plant.js";
import { RECONCILIATION_RULES } from "./reconciliation-rules.js";
import { ScheduleReconciliation } from "./schedule-reconciliation.js";

export const RECONCILIATION_PROVIDERS = [
  {
    provide: ReconciliationRecords,
    inject: [AuditLog, Outbox],
    useFactory: (audit: AuditLog, outbox: Outbox) => new ReconciliationRecords(audit, outbox),
  },
  {
    provide: ReconcilePlant,
    inject: [UnitOfWork, PlantDirectory, ConnectorRegistry, ReconciliationRecords, UlidFactory, CLOCK],
    useFactory: (
      unitOfWork: UnitOfWork,
      plants: PlantDirectory,
      connectors: ConnectorRegistry,
      records: ReconciliationRecords,
      ids: UlidFactory,
      clock: Clock,
    ) => new ReconcilePlant(unitOfWork, plants, connectors, RECONCILIATION_RULES, records, { ids, clock }),
  },
  { provide: ReadCases, inject: [UnitOfWork], useFactory: (unitOfWork: UnitOfWork) => new ReadCases(unitOfWork) },
  {
    provide: ScheduleReconciliation,
    inject: [UnitOfWork, PlantDirectory, ReconcilePlant, LOGGER],
    useFactory: (unitOfWork: UnitOfWork, plants: PlantDirectory, reconciling: ReconcilePlant, logger: Logger) =>
      new ScheduleReconciliation(unitOfWork, plants, reconciling, logger),
  },
];
