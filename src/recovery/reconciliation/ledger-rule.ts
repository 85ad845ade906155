import type { Comparison, Deviation, ReconciledPlant, ReconciliationRule } from "./reconciliation-rule.js";

type Head = Omit<ReconciliationRule, "compare">;

/**
 * A rule that the database answers alone. Both statements take the plant as $1.
 * @param counted gives one row with `count`: how many things were looked at
 * @param deviating gives rows of Deviation
 */
export function ledgerRule(head: Head, counted: string, deviating: string): ReconciliationRule {
  return {
    ...head,
    async compare({ plantCode, unitOfWork }: ReconciledPlant): Promise<Comparison> {
      const [row] = await unitOfWork.read<{ count: number }>(counted, [plantCode]);
      const deviations = await unitOfWork.read<Deviation>(deviating, [plantCode]);
      return { outcome: "COMPARED", compared: row?.count ?? 0, deviations };
    },
  };
}

/** A rule for which no connector can be asked what it needs. */
export function notComparableRule(head: Head, reason: string): ReconciliationRule {
  return { ...head, compare: () => Promise.resolve({ outcome: "NOT_COMPARABLE", reason }) };
}
