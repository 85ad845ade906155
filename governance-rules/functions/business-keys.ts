import { dereference } from "./reading/dereference.js";
import { type Judgement, judgement, type Result } from "./reading/judgement.js";
import { isLengthBounded } from "./reading/patterns.js";
import { isOfType, schemaPlaces } from "./reading/schema-places.js";
import { objectOf, textOf, type Path } from "./reading/values.js";

/** What a key is called elsewhere, in lower case, and what it is called here. */
const CANONICAL: Readonly<Record<string, string>> = {
  orderno: "orderNumber",
  orderid: "orderNumber",
  aufnr: "orderNumber",
  productionordernumber: "orderNumber",
  operationno: "operationNumber",
  vornr: "operationNumber",
  matnr: "materialNumber",
  materialno: "materialNumber",
  materialid: "materialNumber",
  batch: "lotNumber",
  batchno: "lotNumber",
  batchnumber: "lotNumber",
  charg: "lotNumber",
  lot: "lotNumber",
  lotno: "lotNumber",
  serialno: "serialNumber",
  sernr: "serialNumber",
  plant: "plantCode",
  plantid: "plantCode",
  werks: "plantCode",
};
const LENGTH_MAX = 40;

/** Orders, operations, materials, lots and serials have one name and one greatest length everywhere. */
export default function businessKeys(target: unknown): Judgement {
  const keys = schemaPlaces(target).flatMap(({ schema, path }) =>
    Object.entries(objectOf(schema["properties"]))
      .map(([name, property]) => ({ name, ...dereference(target, property, [...path, "properties", name]) }))
      .filter(({ name, value }) => isKey(name) && isOfType(objectOf(value), "string")),
  );
  return judgement(keys.flatMap(judge), keys.length);
}

function isKey(name: string): boolean {
  return CANONICAL[name.toLowerCase()] !== undefined || Object.values(CANONICAL).includes(name);
}

function judge(key: { readonly name: string; readonly value: unknown; readonly path: Path }): Result[] {
  const canonical = CANONICAL[key.name.toLowerCase()];
  if (canonical !== undefined) return [{ message: `${key.name} is called ${canonical} here`, path: key.path }];
  const { maxLength, pattern, enum: values, const: constant } = objectOf(key.value);
  const isShort = typeof maxLength === "number" ? maxLength <= LENGTH_MAX : isLengthBounded(textOf(pattern));
  if (isShort || values !== undefined || constant !== undefined) return [];
  return [{ message: `${key.name} may be longer than ${LENGTH_MAX} characters`, path: key.path }];
}
