import type { ChaosCheck } from "./check.js";
import { keyInErp } from "./documents-are-single.js";

/** In the order of the ERP's own commits, the documents of each order are in the order of their postings. */
export const lanesAreInOrder: ChaosCheck = {
  name: "no order inversions inside a lane",
  run({ documents, postings, erp }) {
    const seqByKey = new Map(postings.map((posting) => [keyInErp(posting), posting.seq]));
    const violations: string[] =
      erp.inversions === 0 ? [] : [`the ERP itself sees ${erp.inversions}: ${erp.invertedOrders.join(", ")}`];
    let compared = 0;
    for (const [orderNumber, list] of Map.groupBy(documents, (document) => document.orderNumber)) {
      let previous = 0;
      for (const { kind, key } of list) {
        const seq = seqByKey.get(key) ?? Number.NaN;
        if (!(seq > previous))
          violations.push(`${orderNumber}: ${kind} of posting ${seq} came after posting ${previous}`);
        previous = seq;
        compared++;
      }
    }
    return { figures: `${compared} documents in ERP order, ${violations.length} inversions`, violations };
  },
};
