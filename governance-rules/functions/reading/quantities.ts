import { dereference } from "./dereference.js";
import { schemaPlaces } from "./schema-places.js";
import { isObject, type Members, objectOf, type Path, uniquePlaces } from "./values.js";

const QUANTITY = /(?:^q|Q)(?:uantity|ty)$|^(?:yield|scrap|rework|received|consumed)$|(?:Weight|Volume|Mass)$/;
/** A handling unit is no unit of measure; behind another word only Uom and the unit of a quantity are. */
const UNIT = /^(?:unit|uom|unitOfMeasure|uomCode|unitCode)$|(?:uantity|ty|eight|olume|ass)Unit$|Uom(?:Code)?$/;
const AMOUNTS = ["value", "amount", "quantity"];

/** A quantity: the member that holds its digits, and its unit when it has one. */
export interface Quantity {
  readonly name: string;
  readonly path: Path;
  readonly amount: Members;
  readonly unit: Members | undefined;
}

interface Named {
  readonly name: string;
  readonly value: Members;
  readonly path: Path;
}

/** Every quantity of a contract, each schema once: `{ value, unit }` objects, and scalars next to a unit. */
export function quantitiesOf(root: unknown): Quantity[] {
  const found = propertiesNamed(root, QUANTITY).flatMap(({ owner, ...named }) => quantity(root, named, owner));
  return uniquePlaces(found);
}

/** Every unit of a contract, each schema once. */
export function unitsOf(root: unknown): Named[] {
  const found = propertiesNamed(root, UNIT).filter(({ value }) => value["properties"] === undefined);
  return uniquePlaces(found);
}

function propertiesNamed(root: unknown, pattern: RegExp): (Named & { readonly owner: Members })[] {
  return schemaPlaces(root).flatMap(({ schema, path }) =>
    Object.entries(objectOf(schema["properties"]))
      .filter(([name]) => pattern.test(name))
      .map(([name, property]) => ({ name, ...dereference(root, property, [...path, "properties", name]) }))
      .filter(({ value }) => isObject(value))
      .map(({ name, value, path: at }) => ({
        name,
        value: objectOf(value),
        path: at,
        owner: objectOf(schema["properties"]),
      })),
  );
}

function quantity(root: unknown, named: Named, siblings: Members): Quantity[] {
  const inner = objectOf(named.value["properties"]);
  const amountName = AMOUNTS.find((name) => inner[name] !== undefined);
  if (amountName !== undefined) {
    const amount = objectOf(dereference(root, inner[amountName]).value);
    return [{ name: named.name, path: named.path, amount, unit: unitAmong(root, inner, named.name) }];
  }
  const isScalar =
    named.value["properties"] === undefined && named.value["type"] !== "object" && named.value["type"] !== "array";
  if (!isScalar || named.value["$ref"] !== undefined) return [];
  return [{ name: named.name, path: named.path, amount: named.value, unit: unitAmong(root, siblings, named.name) }];
}

/** `<name>Unit` belongs to its quantity alone, `unit` and `uom` to all of the object. */
function unitAmong(root: unknown, members: Members, name: string): Members | undefined {
  const own = [`${name}Unit`, `${name}Uom`, "unit", "uom", "unitOfMeasure", "uomCode", "unitCode"];
  const found = own.find((candidate) => members[candidate] !== undefined);
  return found === undefined ? undefined : objectOf(dereference(root, members[found]).value);
}
