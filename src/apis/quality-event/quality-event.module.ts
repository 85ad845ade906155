import { Module } from "@nestjs/common";
import { ExportEpcis, GenealogyModule, TraceGenealogy } from "../../genealogy/public.js";
import { UlidFactory } from "../../kernel/ulid.js";
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
import { QualityEventHandlers } from "./handlers.js";
import type { QualityReads, QualityWrites } from "./quality-services.js";

const WRITES = "QualityWrites";
const READS = "QualityReads";

@Module({
  imports: [QualityModule, GenealogyModule],
  providers: [
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
      ): QualityWrites => ({
        inspections,
        holds,
        releaseRequests,
        releases,
        rejections,
        nonconformances,
        changes,
        usage,
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
