import { Module } from "@nestjs/common";
import type { Clock } from "../kernel/clock.js";
import { UlidFactory } from "../kernel/ulid.js";
import { AuditLog } from "../platform/audit/audit-log.js";
import { Outbox } from "../platform/messaging/outbox.js";
import { UnitOfWork } from "../platform/persistence/unit-of-work.js";
import { CLOCK } from "../platform/platform-tokens.js";
import { ExportEpcis } from "./epcis/export-epcis.js";
import { LotDispositions } from "./lot-dispositions.js";
import { RecordGenealogy } from "./record-genealogy.js";
import { RecordLotTransfers } from "./record-lot-transfers.js";
import { TraceGenealogy } from "./trace-genealogy.js";

const SERVICES = [
  {
    provide: LotDispositions,
    inject: [UlidFactory, AuditLog, CLOCK],
    useFactory: (ids: UlidFactory, audit: AuditLog, clock: Clock) => new LotDispositions(ids, audit, clock),
  },
  {
    provide: RecordGenealogy,
    inject: [LotDispositions, UlidFactory, Outbox, AuditLog],
    useFactory: (lots: LotDispositions, ids: UlidFactory, outbox: Outbox, audit: AuditLog) =>
      new RecordGenealogy(lots, ids, outbox, audit),
  },
  {
    provide: RecordLotTransfers,
    inject: [LotDispositions, UlidFactory, AuditLog],
    useFactory: (lots: LotDispositions, ids: UlidFactory, audit: AuditLog) => new RecordLotTransfers(lots, ids, audit),
  },
  {
    provide: TraceGenealogy,
    inject: [UnitOfWork],
    useFactory: (unitOfWork: UnitOfWork) => new TraceGenealogy(unitOfWork),
  },
  {
    provide: ExportEpcis,
    inject: [TraceGenealogy, UnitOfWork, CLOCK],
    useFactory: (genealogy: TraceGenealogy, unitOfWork: UnitOfWork, clock: Clock) =>
      new ExportEpcis(genealogy, unitOfWork, clock),
  },
];

/** Lots, their dispositions and where they come from. */
@Module({ providers: SERVICES, exports: SERVICES.map(({ provide }) => provide) })
export class GenealogyModule {}
