export { consumptionOfLots, type LotConsumption } from "./consumption-of-lots.js";
export { ExportEpcis } from "./epcis/export-epcis.js";
export type { EpcisDocument } from "./epcis/epcis-event.js";
export { findCycle } from "./find-cycle.js";
export type { EdgeKind, GenealogyEdge } from "./genealogy-edge.js";
export { GenealogyModule } from "./genealogy.module.js";
export { LOT, type LotDisposition, type LotKey, pathTo } from "./lot-disposition.js";
export { type DispositionCause, LotDispositions } from "./lot-dispositions.js";
export { consumedLots, producedLots, producersOf } from "./order-lot.js";
export { genealogyProblems } from "./problems.js";
export { type LotReport, RecordGenealogy, type ReportedLot, type ReversedReport } from "./record-genealogy.js";
export type { LotTransfer, TransferredLot } from "./edges-of-transfer.js";
export { RecordLotTransfers } from "./record-lot-transfers.js";
export {
  DEPTH_MAX,
  NODES_MAX,
  type RowSource,
  type Trace,
  type TracedEdge,
  type TracedLot,
  TraceGenealogy,
  type TraceQuestion,
  walk,
} from "./trace-genealogy.js";
