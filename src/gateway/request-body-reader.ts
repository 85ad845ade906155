import { NDJSON_TYPE } from "../platform/http/public.js";
import type { ContractDocuments, Located } from "./contract-documents.js";
import { ContractFault } from "./contract-fault.js";
import type { ContractBody } from "./contract-operation.js";
import { asObject } from "./json-value.js";

/**
 * undefined when the operation declares no body.
 * @throws ContractFault when the body is anything but JSON with a schema, and for a list also lines of JSON of the same schema
 */
export function readRequestBody(documents: ContractDocuments, located: Located): ContractBody | undefined {
  if (located.value === undefined) return undefined;
  const { value, file, pointer } = documents.dereference(located);
  const content = asObject(asObject(value)["content"]);
  const mediaTypes = Object.keys(content);
  if (mediaTypes.some((type) => type !== "application/json" && type !== NDJSON_TYPE)) throw unservable(mediaTypes);
  if (!mediaTypes.includes("application/json")) throw unservable(mediaTypes);
  const schema = asObject(content["application/json"])["schema"];
  if (schema === undefined) throw new ContractFault("the request body has no schema");
  const place: Located = { value: schema, file, pointer: `${pointer}/content/application~1json/schema` };
  const isRequired = asObject(value)["required"] === true;
  if (!mediaTypes.includes(NDJSON_TYPE)) return { isRequired, schema: place, list: undefined };
  if (JSON.stringify(asObject(content[NDJSON_TYPE])["schema"]) !== JSON.stringify(schema)) {
    throw new ContractFault(`${NDJSON_TYPE} must have the schema of application/json: lines are the items of its list`);
  }
  return { isRequired, schema: place, list: readList(documents, place) };
}

/** A list whose items are judged one by one: how many there may be, and what each of them is. */
function readList(documents: ContractDocuments, located: Located): ContractBody["list"] {
  const { value, file, pointer } = documents.dereference(located);
  const { type, items, minItems = 0, maxItems } = asObject(value);
  if (type !== "array" || items === undefined || typeof maxItems !== "number") {
    throw new ContractFault(`a body of ${NDJSON_TYPE} must be an array with items and maxItems`);
  }
  const whole = { value: { type: "array", minItems, maxItems }, file, pointer };
  return { whole, item: { value: items, file, pointer: `${pointer}/items` } };
}

function unservable(mediaTypes: readonly string[]): ContractFault {
  const given = mediaTypes.join(", ") || "empty";
  return new ContractFault(`a request body must be application/json, for a list also ${NDJSON_TYPE}, not ${given}`);
}
