/** Part of the ERP simulator: the function import that cancels a confirmation. */
import type { DocumentBook } from "./document-book.js";
import type { ErpDocument } from "./erp-document.js";
import type { PostingRequest } from "./odata-payload.js";

export const CANCELLATION = "CancelProdnOrdConf";

/** Key of the document that cancels another one: the sender gives none. */
export const cancellationKey = ({ key }: Pick<ErpDocument, "key">): string => `cancels ${key}`;

/** The cancellation as a posting of its own. @returns a sentence when the ERP could not carry it out at all */
export function readCancellation(parameters: URLSearchParams, book: DocumentBook): PostingRequest | string {
  const [group, count, date] = ["ConfirmationGroup", "ConfirmationCount", "PostingDate"].map((name) =>
    textOf(parameters.get(name)),
  );
  const confirmation = book.all.find(
    ({ kind, number, item }) => kind === "CONFIRMATION" && number === group && item === count,
  );
  if (confirmation === undefined) return `Confirmation ${group} ${count} does not exist.`;
  if (isCancelled(confirmation, book)) return `Confirmation ${group} ${count} is cancelled already.`;
  const { plant, orderNumber, payload } = confirmation;
  return {
    kind: "CONFIRMATION_CANCELLATION",
    key: cancellationKey(confirmation),
    occurredAt: "",
    touched: { orderNumber, plant, postingDate: (date ?? "").slice(0, 10), items: [] },
    payload: { OrderOperation: payload["OrderOperation"], Cancelled: `${group}/${count}` },
  };
}

export const isCancelled = (confirmation: ErpDocument, book: DocumentBook): boolean =>
  book.byKey(cancellationKey(confirmation)).length > 0;

/** The text of an OData literal: `'1000001'` or `datetime'2026-11-23T00:00:00'`. */
const textOf = (literal: string | null): string | undefined => /'([^']*)'$/.exec(literal ?? "")?.[1];
