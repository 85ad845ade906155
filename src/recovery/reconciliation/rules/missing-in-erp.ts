import type { PostingDocument } from "../../../connectors/public.js";
import type { Deviation, ReconciliationRule } from "../reconciliation-rule.js";

const POSTED = `
  SELECT id, order_number AS "orderNumber", external_key AS "externalKey", document FROM il.posting
  WHERE plant_code = $1 AND state = 'POSTED' AND posted_at > now() - interval '24 hours' ORDER BY seq DESC LIMIT 500`;

interface PostedRow {
  readonly id: string;
  readonly orderNumber: string;
  readonly externalKey: string;
  readonly document: PostingDocument;
}

/** R01: the newest 500 postings of a day are looked up by their keys. */
export const missingInErp: ReconciliationRule = {
  rule: "R01",
  meaning: "POSTED here, absent in the ERP",
  authority: "Interlock",
  resolution: "post again with the same key",
  async compare({ plantCode, profile, unitOfWork, connectors }) {
    const connector = connectors.erp(profile);
    const rows = await unitOfWork.read<PostedRow>(POSTED, [plantCode]);
    const deviations: Deviation[] = [];
    try {
      for (const { id, orderNumber, externalKey, document } of rows) {
        if ((await connector.find(document, externalKey)) !== undefined) continue;
        deviations.push({ subject: id, orderNumber, detail: `The ERP has no document with the key ${externalKey}.` });
      }
    } catch (error) {
      const cause = error instanceof Error ? error.message : String(error);
      return { outcome: "NOT_COMPARABLE", reason: `The ERP could not be asked: ${cause.slice(0, 200)}` };
    }
    return { outcome: "COMPARED", compared: rows.length, deviations };
  },
};
