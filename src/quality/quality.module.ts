import { AcceptInTransaction } from "../platform/accept/public.js";
import { Module } from "@nestjs/common";
import { GenealogyModule, LotDispositions } from "../genealogy/public.js";
import type { Clock } from "../kernel/clock.js";
import { UlidFactory } from "../kernel/ulid.js";
import { Approvals } from "../platform/approvals/public.js";
import { AuditLog } from "../platform/audit/audit-log.js";
import { Outbox } from "../platform/messaging/outbox.js";
import { UnitOfWork } from "../platform/persistence/unit-of-work.js";
import { CLOCK } from "../platform/platform-tokens.js";
import { PlantDirectory, PlantsModule } from "../plants/public.js";
import { ChangeNonconformance } from "./accept/change-nonconformance.js";
import { DecideHoldRelease } from "./accept/decide-hold-release.js";
import { DecideUsage } from "./accept/decide-usage.js";
import { PlaceHold } from "./accept/place-hold.js";
import { RaiseNonconformance } from "./accept/raise-nonconformance.js";
import { RecordInspection } from "./accept/record-inspection.js";
import { RejectHold } from "./accept/reject-hold.js";
import { RequestHoldRelease } from "./accept/request-hold-release.js";
import { EndHold } from "./holds/end-hold.js";
import { ExpireHold } from "./holds/expire-hold.js";
import { ExtendHolds } from "./holds/extend-holds.js";
import { HoldTargets } from "./holds/hold-targets.js";
import { ResolveHold } from "./holds/resolve-hold.js";
import { ReadHolds } from "./reads/read-holds.js";
import { ReadNonconformances } from "./reads/read-nonconformances.js";
import { ReadQualityEvents } from "./reads/read-quality-events.js";

const timeOf = (clock: Clock) => () => clock.now().toISOString();

const HOLDS = [
  { provide: HoldTargets, useFactory: () => new HoldTargets() },
  {
    provide: EndHold,
    inject: [HoldTargets, Outbox],
    useFactory: (targets: HoldTargets, outbox: Outbox) => new EndHold(targets, outbox),
  },
  {
    provide: ExpireHold,
    inject: [UnitOfWork, EndHold, AuditLog, CLOCK],
    useFactory: (unitOfWork: UnitOfWork, ending: EndHold, audit: AuditLog, clock: Clock) =>
      new ExpireHold(unitOfWork, ending, audit, clock),
  },
  {
    provide: ExtendHolds,
    inject: [LotDispositions],
    useFactory: (lots: LotDispositions) => new ExtendHolds(lots),
  },
  {
    provide: ResolveHold,
    inject: [HoldTargets, LotDispositions],
    useFactory: (targets: HoldTargets, lots: LotDispositions) => new ResolveHold(targets, lots),
  },
];

const WRITES = [
  {
    provide: AcceptInTransaction,
    inject: [UnitOfWork, UlidFactory, AuditLog, CLOCK],
    useFactory: (unitOfWork: UnitOfWork, ids: UlidFactory, audit: AuditLog, clock: Clock) =>
      new AcceptInTransaction(unitOfWork, ids, audit, clock),
  },
  {
    provide: PlaceHold,
    inject: [AcceptInTransaction, PlantDirectory, HoldTargets, Outbox, CLOCK],
    useFactory: (
      accept: AcceptInTransaction,
      plants: PlantDirectory,
      targets: HoldTargets,
      outbox: Outbox,
      clock: Clock,
    ) => new PlaceHold(accept, plants, targets, outbox, clock),
  },
  {
    provide: RequestHoldRelease,
    inject: [AcceptInTransaction, PlantDirectory, Approvals, Outbox],
    useFactory: (accept: AcceptInTransaction, plants: PlantDirectory, approvals: Approvals, outbox: Outbox) =>
      new RequestHoldRelease(accept, plants, approvals, outbox),
  },
  {
    provide: DecideHoldRelease,
    inject: [AcceptInTransaction, Approvals, EndHold, Outbox, CLOCK],
    useFactory: (accept: AcceptInTransaction, approvals: Approvals, ending: EndHold, outbox: Outbox, clock: Clock) =>
      new DecideHoldRelease(accept, approvals, ending, outbox, timeOf(clock)),
  },
  {
    provide: RejectHold,
    inject: [AcceptInTransaction, EndHold],
    useFactory: (accept: AcceptInTransaction, ending: EndHold) => new RejectHold(accept, ending),
  },
  {
    provide: RecordInspection,
    inject: [AcceptInTransaction, PlantDirectory, HoldTargets, Outbox],
    useFactory: (accept: AcceptInTransaction, plants: PlantDirectory, targets: HoldTargets, outbox: Outbox) =>
      new RecordInspection(accept, plants, targets, outbox),
  },
  {
    provide: RaiseNonconformance,
    inject: [AcceptInTransaction, PlantDirectory, HoldTargets, Outbox],
    useFactory: (accept: AcceptInTransaction, plants: PlantDirectory, targets: HoldTargets, outbox: Outbox) =>
      new RaiseNonconformance(accept, plants, targets, outbox),
  },
  {
    provide: ChangeNonconformance,
    inject: [AcceptInTransaction, HoldTargets, Outbox, CLOCK],
    useFactory: (accept: AcceptInTransaction, targets: HoldTargets, outbox: Outbox, clock: Clock) =>
      new ChangeNonconformance(accept, targets, outbox, timeOf(clock)),
  },
  {
    provide: DecideUsage,
    inject: [AcceptInTransaction, PlantDirectory, LotDispositions, HoldTargets, Outbox],
    useFactory: (
      accept: AcceptInTransaction,
      plants: PlantDirectory,
      lots: LotDispositions,
      targets: HoldTargets,
      outbox: Outbox,
    ) => new DecideUsage(accept, plants, lots, targets, outbox),
  },
];

const READS = [
  { provide: ReadHolds, inject: [UnitOfWork], useFactory: (unitOfWork: UnitOfWork) => new ReadHolds(unitOfWork) },
  {
    provide: ReadQualityEvents,
    inject: [UnitOfWork],
    useFactory: (unitOfWork: UnitOfWork) => new ReadQualityEvents(unitOfWork),
  },
  {
    provide: ReadNonconformances,
    inject: [UnitOfWork],
    useFactory: (unitOfWork: UnitOfWork) => new ReadNonconformances(unitOfWork),
  },
];

const SERVICES = [...HOLDS, ...WRITES, ...READS];

/** Inspections, holds, nonconformances and usage decisions. Needs the global platform and approvals. */
@Module({
  imports: [PlantsModule, GenealogyModule],
  providers: SERVICES,
  exports: SERVICES.map(({ provide }) => provide),
})
export class QualityModule {}
