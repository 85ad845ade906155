import { type ContractObject, isObject, objectAt, resolved } from "../contract-object.js";

/** One member of an object as a reader sees it, wherever in the schema it is written. */
export interface SchemaMember {
  readonly name: string;
  readonly schema: ContractObject;
  readonly isRequired: boolean;
}

/** `$ref` and `allOf` may lead round in circles; deeper than this nobody reads. */
const DEPTH_MAX = 8;

/**
 * The members of a schema with those it takes over by `$ref` and `allOf` (JSON Schema 2020-12 §10.2.1.1). What a schema
 * says itself comes after what it takes over, and is what is shown where both name a member.
 */
export function schemaMembers(schema: ContractObject, document: ContractObject): readonly SchemaMember[] {
  const parts = partsOf(schema, document, DEPTH_MAX);
  const schemas = new Map(parts.flatMap((part) => Object.entries(objectAt(part, "properties"))));
  const required = new Set(parts.flatMap((part): unknown[] => [part["required"]].flat()));
  return [...schemas].map(([name, member]) => ({
    name,
    schema: isObject(member) ? member : {},
    isRequired: required.has(name),
  }));
}

function partsOf(schema: ContractObject, document: ContractObject, depthLeft: number): readonly ContractObject[] {
  if (depthLeft === 0) return [];
  const target = resolved(document, schema);
  const taken = [target === schema ? [] : target, schema["allOf"]].flat().filter(isObject);
  return [...taken.flatMap((part) => partsOf(part, document, depthLeft - 1)), schema];
}
