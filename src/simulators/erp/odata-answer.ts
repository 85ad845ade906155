/** Part of the ERP simulator: its answers in OData 2 JSON. */
import type { SimulatorAnswer } from "../json-server.js";
import type { ErpDocument, ErpRefusal } from "./erp-document.js";

export function refused(refusal: ErpRefusal): SimulatorAnswer {
  // SAP Gateway wraps the message of the application; the real one is also in the details.
  const errordetails = [{ code: refusal.code, message: refusal.text, severity: "error" }];
  const message = { lang: "en", value: refusal.text };
  return { status: 400, body: { error: { code: refusal.code, message, innererror: { errordetails } } } };
}

export const created = (document: ErpDocument): SimulatorAnswer => ({ status: 201, body: { d: entityOf(document) } });

/** @param isCancelled whether a confirmation was cancelled */
export function collection(
  documents: readonly ErpDocument[],
  isCancelled: (document: ErpDocument) => boolean,
): SimulatorAnswer {
  const results = documents.map((document) =>
    document.kind === "CONFIRMATION"
      ? { ...entityOf(document), IsReversed: isCancelled(document) }
      : entityOf(document),
  );
  return { status: 200, body: { d: { results } } };
}

function entityOf(document: ErpDocument): Record<string, string> {
  if (document.kind === "CONFIRMATION" || document.kind === "CONFIRMATION_CANCELLATION") {
    return {
      ConfirmationGroup: document.number,
      ConfirmationCount: document.item ?? "",
      ExternalSystemConfirmation: document.kind === "CONFIRMATION" ? document.key : "",
    };
  }
  if (document.kind === "ORDER_ACKNOWLEDGEMENT")
    return { StatusChange: document.number, ReferenceDocument: document.key };
  return {
    MaterialDocument: document.number,
    MaterialDocumentYear: document.year ?? "",
    ReferenceDocument: document.key,
  };
}
