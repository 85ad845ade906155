import type { ContractDocuments, Located } from "./contract-documents.js";
import { ContractFault } from "./contract-fault.js";
import type { ContractOperation } from "./contract-operation.js";
import { asObject } from "./json-value.js";

/** undefined when the operation declares no body. @throws ContractFault when the body is anything but JSON with a schema. */
export function readRequestBody(documents: ContractDocuments, located: Located): ContractOperation["body"] {
  if (located.value === undefined) return undefined;
  const { value, file, pointer } = documents.dereference(located);
  const content = asObject(asObject(value)["content"]);
  const mediaTypes = Object.keys(content);
  if (mediaTypes.length !== 1 || mediaTypes[0] !== "application/json") {
    throw new ContractFault(`a request body must be application/json only, not ${mediaTypes.join(", ") || "empty"}`);
  }
  const schema = asObject(content["application/json"])["schema"];
  if (schema === undefined) throw new ContractFault("the request body has no schema");
  const schemaPointer = `${pointer}/content/application~1json/schema`;
  return { isRequired: asObject(value)["required"] === true, schema: { value: schema, file, pointer: schemaPointer } };
}
