import type { PostingDocument } from "../connector.js";
import { CONFIRMATION_SET, confirmationGuid } from "./confirmation-request.js";
import { RefusedPayload } from "../refused-payload.js";
import { sapDate } from "./sap-fields.js";
import type { SapRequest } from "./sap-request.js";

/** Function import of API_PROD_ORDER_CONFIRMATION_2_SRV. A cancellation has no key of the sender; its confirmation has. */
const CANCEL = "API_PROD_ORDER_CONFIRMATION_2_SRV/CancelProdnOrdConf";

type Entity = Readonly<Record<string, unknown>>;

/** True for a posting that takes a confirmation back; material documents are taken back by documents of their own. */
export const isCancellation = ({ kind, isReversal }: PostingDocument): boolean =>
  kind === "CONFIRMATION" && isReversal === true;

/** Where the confirmation to be cancelled is found. */
export function cancelledLookup({ reversesKey }: PostingDocument): string {
  const filter = `ExternalSystemConfirmation eq guid'${confirmationGuid(reversesKey ?? "")}'`;
  return `${CONFIRMATION_SET}?$filter=${encodeURIComponent(filter)}`;
}

/** The ERP marks a confirmation that was cancelled. */
export const isCancelled = (confirmation: Entity): boolean => confirmation["IsReversed"] === true;

/** @param confirmation as the ERP has it @throws RefusedPayload when it has no number, so that it cannot be named */
export function cancellationRequest(document: PostingDocument, confirmation: Entity): SapRequest {
  const { ConfirmationGroup: group, ConfirmationCount: count } = confirmation;
  if (typeof group !== "string" || typeof count !== "string")
    throw new RefusedPayload("ERP_REJECTED", "The ERP has the confirmation without group and count.");
  const parameters = new URLSearchParams({
    ConfirmationGroup: `'${group}'`,
    ConfirmationCount: `'${count}'`,
    PostingDate: `datetime'${sapDate(document.postingDate)}'`,
  });
  return { entitySet: `${CANCEL}?${parameters.toString()}`, payload: {} };
}
