export { AcceptMovements, type MovementWrite } from "./accept/accept-movements.js";
export { ApplyMovement, type ApplyMovementOutcome } from "./apply/apply-movement.js";
export { DryRunMovement, type MovementValidation } from "./apply/dry-run-movement.js";
export { resumeQuarantinedMovements } from "./apply/resume-quarantined.js";
export { FailMovement } from "./apply/fail-movement.js";
export {
  type ComponentIssue,
  type MovedLots,
  type MovementComponent,
  type MovementOrder,
  MovementOrderAccess,
  type MovementOrders,
} from "./movement-orders.js";
export type { Movement, MovementLine, MovementType } from "./movement.js";
export { MovementsModule } from "./movements.module.js";
export { movementProblems } from "./problems.js";
export { parseCursor } from "./reads/cursor.js";
export {
  MOVEMENT_CURSOR,
  type MovementFilter,
  type MovementRepresentation,
  ReadMovements,
} from "./reads/read-movements.js";
export { ReadStockBalances, STOCK_CURSOR, type StockBalance, type StockFilter } from "./reads/read-stock-balances.js";
export { type ConfirmedSource, RecordConfirmedMovements } from "./record-confirmed-movements.js";
export { MOVEMENT, type MovementState } from "./states.js";
export { ApplySnapshot } from "./stock/apply-snapshot.js";
export {
  type ConsumedLine,
  highestLevel,
  type Variance,
  type VarianceLevel,
  type VarianceThresholds,
} from "./variance/compute-variance.js";
export {
  ConsumptionVariances,
  type MaterialConsumptionVariance,
  type VarianceSubject,
} from "./variance/consumption-variances.js";
export { CriticalConsumption } from "./variance/critical-consumption.js";
export { type ConsumptionHold, HoldConsumption } from "./variance/hold-consumption.js";
