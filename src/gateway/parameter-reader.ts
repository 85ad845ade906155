import type { ContractDocuments, Located } from "./contract-documents.js";
import { ContractFault } from "./contract-fault.js";
import type { ContractParameter } from "./contract-operation.js";
import { asObject } from "./json-value.js";

/** Header names that OpenAPI describes elsewhere; a parameter of that name is ignored (OpenAPI 3.1 §4.8.12.1). */
const IGNORED_HEADERS = new Set(["accept", "content-type", "authorization"]);
const STYLES: Readonly<Record<string, readonly string[]>> = {
  path: ["simple"],
  header: ["simple"],
  query: ["form", "deepObject"],
};

/** An empty list when the parameter is one that OpenAPI ignores. @throws ContractFault when it cannot be served. */
export function readParameter(documents: ContractDocuments, located: Located): readonly ContractParameter[] {
  const { value, file, pointer } = documents.dereference(located);
  const { name, in: place, required, style, explode, schema, example } = asObject(value);
  if (typeof name !== "string" || typeof place !== "string")
    throw new ContractFault("a parameter has no name or no place");
  const styles = STYLES[place];
  if (styles === undefined)
    throw new ContractFault(`parameter ${name} stands in ${place}; only path, query and header are served`);
  if (place === "header" && IGNORED_HEADERS.has(name.toLowerCase())) return [];
  const chosen = typeof style === "string" ? style : (styles[0] ?? "");
  if (!styles.includes(chosen))
    throw new ContractFault(`parameter ${name} has the style ${chosen}; ${place} takes ${styles.join(" or ")}`);
  if (schema === undefined) throw new ContractFault(`parameter ${name} has no schema`);
  return [
    {
      name,
      in: place as ContractParameter["in"],
      isRequired: required === true,
      style: chosen as ContractParameter["style"],
      explode: typeof explode === "boolean" ? explode : chosen === "form",
      schema: { value: schema, file, pointer: `${pointer}/schema` },
      example: typeof example === "string" ? example : undefined,
    },
  ];
}
