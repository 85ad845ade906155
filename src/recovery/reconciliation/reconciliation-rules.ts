import type { ReconciliationRule } from "./reconciliation-rule.js";
import { duplicateInErp } from "./rules/duplicate-in-erp.js";
import { genealogyGap } from "./rules/genealogy-gap.js";
import { holdMismatch } from "./rules/hold-mismatch.js";
import { late } from "./rules/late.js";
import { mappingDrift } from "./rules/mapping-drift.js";
import { missingInErp } from "./rules/missing-in-erp.js";
import { quantityMismatch } from "./rules/quantity-mismatch.js";
import { revisionDrift } from "./rules/revision-drift.js";
import { stateMismatch } from "./rules/state-mismatch.js";
import { stockMismatch } from "./rules/stock-mismatch.js";
import { unknownOrder } from "./rules/unknown-order.js";
import { unknownStuck } from "./rules/unknown-stuck.js";

/** R01 to R12, in this order. */
export const RECONCILIATION_RULES: readonly ReconciliationRule[] = [
  missingInErp,
  unknownOrder,
  quantityMismatch,
  stockMismatch,
  stateMismatch,
  duplicateInErp,
  late,
  revisionDrift,
  holdMismatch,
  genealogyGap,
  mappingDrift,
  unknownStuck,
];
