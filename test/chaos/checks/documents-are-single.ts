import type { ErpDocument } from "../../../src/simulators/erp/erp-document.js";
import { confirmationGuid } from "../../../src/connectors/sap-odata/confirmation-request.js";
import type { PostingEvidence } from "../evidence.js";
import type { ChaosCheck } from "./check.js";

/** The ERP holds exactly one document for each posted posting, the one Interlock knows the number of, and no other. */
export const documentsAreSingle: ChaosCheck = {
  name: "no duplicate ERP documents",
  run({ documents, postings, erp }) {
    const byKey = Map.groupBy(documents, ({ key }) => key);
    const keys = new Set(postings.map(keyInErp));
    const repeated = [...byKey].filter(([, list]) => list.length > 1);
    const surplus = repeated.reduce((sum, [, list]) => sum + list.length - 1, 0);
    const strangers = [...byKey.keys()].filter((key) => !keys.has(key));
    return {
      figures: `${documents.length} documents for ${postings.length} postings, ${surplus} duplicates`,
      violations: [
        ...repeated.map(
          ([key, list]) => `${list[0]?.orderNumber}: ${list.length} ${list[0]?.kind} documents with key ${key}`,
        ),
        ...(erp.duplicates === surplus ? [] : [`the ERP itself counts ${erp.duplicates} duplicates`]),
        ...strangers.map((key) => `key ${key} in the ERP belongs to no posting`),
        ...postings.flatMap((posting) => mismatch(posting, byKey.get(keyInErp(posting))?.[0])),
      ],
    };
  },
};

/** The key under which the connector makes a document known to the ERP. */
export function keyInErp({ kind, externalKey }: Pick<PostingEvidence, "kind" | "externalKey">): string {
  return kind === "CONFIRMATION" ? confirmationGuid(externalKey) : externalKey;
}

function mismatch(posting: PostingEvidence, document: ErpDocument | undefined): string[] {
  const name = `${posting.kind} ${posting.id} of ${posting.orderNumber}`;
  if (posting.state === "POSTED" && document === undefined) return [`${name} is POSTED and not in the ERP`];
  if (posting.state !== "POSTED" || document === undefined) return [];
  const isSame = document.number === posting.documentNumber && (document.item ?? null) === posting.documentItem;
  return isSame ? [] : [`${name} is document ${document.number} in the ERP and ${posting.documentNumber} here`];
}
