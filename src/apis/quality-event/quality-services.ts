import type { QualityAuthority } from "./quality-authority.js";
import type { RecordQualityEvents } from "./record-quality-events.js";
import type {
  ChangeNonconformance,
  DecideHoldRelease,
  DecideUsage,
  PlaceHold,
  RaiseNonconformance,
  ReadHolds,
  ReadNonconformances,
  ReadQualityEvents,
  RecordInspection,
  RejectHold,
  RequestHoldRelease,
} from "../../quality/public.js";

/** The write side of quality. */
export interface QualityWrites {
  readonly inspections: RecordInspection;
  readonly holds: PlaceHold;
  readonly releaseRequests: RequestHoldRelease;
  readonly releases: DecideHoldRelease;
  readonly rejections: RejectHold;
  readonly nonconformances: RaiseNonconformance;
  readonly changes: ChangeNonconformance;
  readonly usage: DecideUsage;
  readonly lists: RecordQualityEvents;
  readonly authority: QualityAuthority;
}

/** The read side of quality. */
export interface QualityReads {
  readonly holds: ReadHolds;
  readonly events: ReadQualityEvents;
  readonly nonconformances: ReadNonconformances;
}
