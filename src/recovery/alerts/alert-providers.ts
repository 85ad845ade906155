import type { Logger } from "pino";
import type { Configuration } from "../../config/configuration.js";
import { UlidFactory } from "../../kernel/ulid.js";
import { AuditLog } from "../../platform/audit/audit-log.js";
import { Outbox } from "../../platform/messaging/outbox.js";
import { UnitOfWork } from "../../platform/persistence/unit-of-work.js";
import { CONFIGURATION, LOGGER } from "../../platform/platform-tokens.js";
import { ALERT_RULES } from "./alert-rules.js";
import { Alerts } from "./alerts.js";
import { RecordAlerts } from "./record-alerts.js";
import { WatchAlerts } from "./watch-alerts.js";

const SECONDS_PER_MINUTE = 60;
/** What comes back within it is the same alert. */
const RESOLVE_AFTER_SECONDS = 60;

export const ALERT_PROVIDERS = [
  {
    provide: RecordAlerts,
    inject: [AuditLog, Outbox],
    useFactory: (audit: AuditLog, outbox: Outbox) => new RecordAlerts(audit, outbox),
  },
  {
    provide: Alerts,
    inject: [UnitOfWork, RecordAlerts],
    useFactory: (unitOfWork: UnitOfWork, records: RecordAlerts) => new Alerts(unitOfWork, records),
  },
  {
    provide: WatchAlerts,
    inject: [UnitOfWork, RecordAlerts, UlidFactory, CONFIGURATION, LOGGER],
    useFactory: (
      unitOfWork: UnitOfWork,
      records: RecordAlerts,
      ids: UlidFactory,
      { alertEscalationMinutes }: Configuration,
      logger: Logger,
    ) => {
      const escalateAfterSeconds = alertEscalationMinutes * SECONDS_PER_MINUTE;
      const times = { escalateAfterSeconds, resolveAfterSeconds: RESOLVE_AFTER_SECONDS };
      return new WatchAlerts(unitOfWork, ALERT_RULES, records, ids, times, logger);
    },
  },
];
