import { consumptionOfLots, type RowSource } from "../../genealogy/public.js";
import type { Finding } from "../../kernel/finding.js";
import type { ConfirmationReport } from "../confirmation-report.js";

/** What a reversal of a confirmation rests on, without any lock. */
export interface ReversalTarget {
  readonly report: ConfirmationReport;
  /** Of the order; null while the order is unknown. */
  readonly materialNumber: string | null;
  readonly lotNumber: string | null;
}

const TARGET = `
  SELECT c.document AS report, o.material_number AS "materialNumber", o.document ->> 'lotNumber' AS "lotNumber"
  FROM il.confirmation c LEFT JOIN il.production_order o USING (plant_code, order_number)
  WHERE c.plant_code = $1 AND c.order_number = $2 AND c.id = $3`;

/** Undefined when there is no such confirmation. */
export async function readReversalTarget(
  source: RowSource,
  plantCode: string,
  orderNumber: string,
  confirmationId: string,
): Promise<ReversalTarget | undefined> {
  return (await source<ReversalTarget>(TARGET, [plantCode, orderNumber, confirmationId]))[0];
}

/**
 * Later documents that rest on the confirmation: reports that have consumed the lots it made (domain §5(f) 2). They are
 * to be reversed first, the latest of them first, which is the order of the list.
 */
export async function findDependents(source: RowSource, target: ReversalTarget): Promise<Finding[]> {
  const { report, materialNumber, lotNumber } = target;
  if (materialNumber === null) return [];
  const made = report.producedLots?.map((lot) => lot.lotNumber) ?? [];
  const lots = made.length > 0 || report.yield === undefined || lotNumber === null ? made : [lotNumber];
  const consumptions = await consumptionOfLots(source, materialNumber, lots);
  return consumptions.map((consumption) => ({
    code: "REVERSAL_NOT_POSSIBLE",
    severity: "ERROR",
    message: `Confirmation ${consumption.confirmationId} of order ${consumption.plantCode}/${consumption.orderNumber} has consumed lot ${consumption.lotNumber}.`,
    pointer: `/confirmations/${consumption.confirmationId}`,
    fix: "Reverse it first.",
  }));
}
