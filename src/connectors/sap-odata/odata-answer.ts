import type { ErpDocumentRef } from "../connector.js";

/** The refusal an OData error body tells (OData 2 §2.2.8.1 JSON errors; OData 4 JSON §21.1). */
export interface ODataError {
  /** Main code first, then those of the details: SAP often wraps the real message in a generic one. */
  readonly codes: readonly string[];
  readonly text: string;
}

type Json = Readonly<Record<string, unknown>>;

const asObject = (value: unknown): Json | undefined =>
  typeof value === "object" && value !== null && !Array.isArray(value) ? (value as Json) : undefined;

const asText = (value: unknown): string | undefined => (typeof value === "string" && value !== "" ? value : undefined);

/** The entity of an answer: member `d` in OData 2, the body itself in OData 4. */
export function entityOf(body: unknown): Json | undefined {
  const root = asObject(body);
  return root === undefined ? undefined : (asObject(root["d"]) ?? root);
}

/** The entities of a collection: `d.results` in OData 2, `value` in OData 4; undefined when it is neither. */
export function entitiesOf(body: unknown): readonly Json[] | undefined {
  const root = entityOf(body);
  const list = root?.["results"] ?? root?.["value"];
  return Array.isArray(list) ? list.map(asObject).filter((entry) => entry !== undefined) : undefined;
}

export function errorOf(body: unknown): ODataError | undefined {
  const error = asObject(asObject(body)?.["error"]);
  if (error === undefined) return undefined;
  const message = error["message"];
  const details = asObject(error["innererror"])?.["errordetails"] ?? error["details"];
  const detailCodes = Array.isArray(details)
    ? details.flatMap((detail: unknown) => asText(asObject(detail)?.["code"]) ?? [])
    : [];
  return {
    codes: [...(asText(error["code"]) === undefined ? [] : [String(error["code"])]), ...detailCodes],
    text: asText(message) ?? asText(asObject(message)?.["value"]) ?? "The ERP gave no text.",
  };
}

/** Number, year and item of the document an entity describes; undefined when it carries no number. */
export function documentOf(entity: Json | undefined): ErpDocumentRef | undefined {
  const number =
    asText(entity?.["MaterialDocument"]) ?? asText(entity?.["ConfirmationGroup"]) ?? asText(entity?.["StatusChange"]);
  if (entity === undefined || number === undefined) return undefined;
  const year = asText(entity["MaterialDocumentYear"]);
  const item = asText(entity["ConfirmationCount"]);
  return { number, ...(year === undefined ? {} : { year }), ...(item === undefined ? {} : { item }) };
}
