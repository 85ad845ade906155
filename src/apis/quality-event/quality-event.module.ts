import { Module } from "@nestjs/common";
import { ExportEpcis, GenealogyModule, TraceGenealogy } from "../../genealogy/public.js";
import { BulkOnce } from "../../gateway/public.js";
import { UlidFactory } from "../../kernel/ulid.js";
import { UnitOfWork } from "../../platform/persistence/unit-of-work.js";
import { OperationWaiter } from "../../platform/operations/operation-waiter.js";
import {
  ChangeNonconformance,
  DecideHoldRelease,
  DecideUsage,
  PlaceHold,
  QualityModule,
  RaiseNonconformance,
  ReadHolds,
  ReadNonconformances,
  ReadQualityEvents,
  RecordInspection,
  RejectHold,
  RequestHoldRelease,
} from "../../quality/public.js";
import { PlantDirectory, PlantsModule } from "../../plants/public.js";
import { QualityEventHandlers } from "./handlers.js";
import { QualityAuthority } from "./quality-authority.js";
import { RecordQualityEvents } from "./record-quality-events.js";
import type { QualityReads, QualityWrites } from "./quality-services.js";

const WRITES = "QualityWrites";
const READS = "QualityReads";

@Module({
  imports: [QualityModule, GenealogyModule, PlantsModule],
  providers: [
    {
      provide: QualityAuthority,
      inject: [PlantDirectory],
      useFactory: (plants: PlantDirectory) => new QualityAuthority(plants),
    },
    {
      provide: RecordQualityEvents,
      inject: [RecordInspection, RaiseNonconformance, UlidFactory, UnitOfWork, QualityAuthority],
      useFactory: (
        inspections: RecordInspection,
        nonconformances: RaiseNonconformance,
        ids: UlidFactory,
        unitOfWork: UnitOfWork,
        authority: QualityAuthority,
      ) => new RecordQualityEvents(inspections, nonconformances, ids, new BulkOnce(unitOfWork), authority),
    },
    {
      provide: WRITES,
      inject: [
        RecordInspection,
        PlaceHold,
        RequestHoldRelease,
        DecideHoldRelease,
        RejectHold,
        RaiseNonconformance,
        ChangeNonconformance,
        DecideUsage,
        RecordQualityEvents,
        QualityAuthority,
      ],
      useFactory: (
        inspections: RecordInspection,
        holds: PlaceHold,
        releaseRequests: RequestHoldRelease,
        releases: DecideHoldRelease,
        rejections: RejectHold,
        nonconformances: RaiseNonconformance,
        changes: ChangeNonconformance,
        usage: DecideUsage,
        lists: RecordQualityEvents,
        authority: QualityAuthority,
      ): QualityWrites => ({
        inspections,
        holds,
        releaseRequests,
        releases,
        rejections,
        nonconformances,
        changes,
        usage,
        lists,
        authority,
      }),
    },
    {
      provide: READS,
      inject: [ReadHolds, ReadQualityEvents, ReadNonconformances],
      useFactory: (
        holds: ReadHolds,
        events: ReadQualityEvents,
        nonconformances: ReadNonconformances,
      ): QualityReads => ({ holds, events, nonconformances }),
    },
    {
      provide: QualityEventHandlers,
      inject: [WRITES, READS, TraceGenealogy, ExportEpcis, OperationWaiter, UlidFactory],
      useFactory: (
        writes: QualityWrites,
        reads: QualityReads,
        genealogy: TraceGenealogy,
        epcis: ExportEpcis,
        waiter: OperationWaiter,
        ids: UlidFactory,
      ) => new QualityEventHandlers(writes, reads, genealogy, epcis, waiter, ids),
    },
  ],
  exports: [QualityEventHandlers],
})
export class QualityEventModule {}
