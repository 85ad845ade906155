import { AuditLog } from "../../platform/audit/audit-log.js";
import { UnitOfWork } from "../../platform/persistence/unit-of-work.js";
import { Metrics } from "../../platform/telemetry/metrics.js";
import { destinationGauges } from "./destination-gauges.js";
import { Destinations } from "./destinations.js";

export const destinationProviders = [
  {
    provide: Destinations,
    inject: [UnitOfWork, AuditLog, Metrics],
    useFactory: (unitOfWork: UnitOfWork, audit: AuditLog, metrics: Metrics) => {
      const destinations = new Destinations(unitOfWork, audit);
      for (const gauge of destinationGauges(destinations)) metrics.addGauge(gauge);
      return destinations;
    },
  },
];
