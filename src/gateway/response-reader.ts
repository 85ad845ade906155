import { pointerToken } from "../kernel/finding.js";
import type { ContractDocuments, Located } from "./contract-documents.js";
import { ContractFault } from "./contract-fault.js";
import type { ContractResponse } from "./contract-operation.js";
import { asObject } from "./json-value.js";

/** @throws ContractFault when a reference leads nowhere or a media type has no schema. */
export function readResponse(documents: ContractDocuments, located: Located): ContractResponse {
  const { value, file, pointer } = documents.dereference(located);
  const { content, headers } = asObject(value);
  return {
    content: new Map(
      Object.entries(asObject(content)).map(([mediaType, media]) => [mediaType, readSchema(media, mediaType)]),
    ),
    headers: Object.entries(asObject(headers)).map(([name, header]) => readHeader(name, header)),
  };

  function readSchema(media: unknown, mediaType: string): Located {
    const schema = asObject(media)["schema"];
    if (schema === undefined) throw new ContractFault(`the answer at ${pointer} has no schema for ${mediaType}`);
    return { value: schema, file, pointer: `${pointer}/content/${pointerToken(mediaType)}/schema` };
  }

  function readHeader(name: string, header: unknown): ContractResponse["headers"][number] {
    const found = documents.dereference({ value: header, file, pointer: `${pointer}/headers/${name}` });
    const { required, schema } = asObject(found.value);
    return {
      name,
      isRequired: required === true,
      schema: { value: schema ?? true, file: found.file, pointer: `${found.pointer}/schema` },
    };
  }
}
