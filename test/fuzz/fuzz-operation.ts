import fc from "fast-check";
import type { CompiledVersion } from "../../src/gateway/public.js";
import type { ContractOperation, ContractParameter } from "../../src/gateway/contract-operation.js";
import type { ContractSchemas, ReadSchema } from "./values/contract-schemas.js";
import { SchemaArbitraries } from "./values/schema-arbitrary.js";

type Compiled = CompiledVersion["operations"][number];

/** A parameter with values that keep to the contract. */
export interface FuzzParameter {
  readonly declaration: ContractParameter;
  readonly schema: ReadSchema;
  readonly values: fc.Arbitrary<unknown>;
}

/** One operation of a served contract, with all that is needed to make requests for it. */
export class FuzzOperation {
  readonly operation: ContractOperation;
  readonly parameters: readonly FuzzParameter[];
  readonly body:
    | { readonly schema: ReadSchema; readonly values: fc.Arbitrary<unknown>; readonly examples: readonly unknown[] }
    | undefined;
  /** The body is a list whose items stand or fall alone. */
  readonly isList: boolean;

  constructor({ operation, item }: Compiled, schemas: ContractSchemas) {
    const arbitraries = new SchemaArbitraries(schemas);
    this.operation = operation;
    this.isList = item !== undefined;
    this.parameters = operation.parameters.map((declaration) => {
      const schema = schemas.read(declaration.schema);
      return { declaration, schema, values: arbitraries.of(schema) };
    });
    if (operation.body !== undefined) {
      const schema = schemas.read(operation.body.schema);
      const examples = schemas.examplesBeside(operation.body.schema).filter((example) => schema.isValid(example));
      this.body = { schema, values: arbitraries.of(schema), examples };
    }
  }

  get name(): string {
    const { api, version, operationId } = this.operation;
    return `${api}/${version} ${operationId}`;
  }
}
