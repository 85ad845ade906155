import type { Finding } from "../kernel/finding.js";
import { pointerToken } from "../kernel/finding.js";
import type { ContractParameter, ParameterPlace } from "./contract-operation.js";
import { invalidHeader, missingHeader } from "./header-findings.js";
import { type ParameterShape, shapeOf, toScalar } from "./parameter-decoder.js";
import type { SchemaCheck, SchemaCompiler } from "./schema-compiler.js";
import { toFindings } from "./schema-findings.js";
import type { NormalSchema } from "./schema-normalizer.js";

/** A parameter with what is needed to read it. */
export interface CompiledParameter {
  readonly declaration: ContractParameter;
  /** Name in the request: lower case for headers, as Node gives them. */
  readonly key: string;
  readonly shape: ParameterShape;
}

/** The parameters of one operation in one place (path, query or header) and the check over all of them. */
export class ParameterSet {
  readonly parameters: readonly CompiledParameter[];
  readonly #check: SchemaCheck;
  readonly #schema: NormalSchema;
  readonly #registry: ReadonlyMap<string, NormalSchema>;

  /** @throws Error when a schema cannot be compiled. */
  constructor(
    readonly place: ParameterPlace,
    declarations: readonly ContractParameter[],
    compiler: SchemaCompiler,
    normalize: (declaration: ContractParameter) => NormalSchema,
  ) {
    const schemas = declarations.map((declaration) => [keyOf(declaration), normalize(declaration)] as const);
    this.#registry = compiler.schemas;
    this.#schema = {
      type: "object",
      properties: Object.fromEntries(schemas),
      required: declarations.filter((declaration) => declaration.isRequired).map(keyOf),
    };
    this.#check = compiler.compileNormal(this.#schema);
    this.parameters = declarations.map((declaration, index) => ({
      declaration,
      key: keyOf(declaration),
      shape: shapeOf(schemas[index]?.[1] ?? true, this.#registry),
    }));
  }

  /** Adds defaults to the values. Returns what is wrong with them. */
  check(values: Record<string, unknown>): readonly Finding[] {
    if (this.#check(values)) return [];
    const checked = {
      schema: this.#schema,
      registry: this.#registry,
      pointer: `/${this.place}`,
      root: `The ${this.place}`,
    };
    const findings = toFindings(this.#check.errors ?? [], checked);
    return this.place === "header" ? findings.map((finding) => this.#nameHeader(finding, values)) : findings;
  }

  #nameHeader(finding: Finding, values: Readonly<Record<string, unknown>>): Finding {
    const key = finding.pointer.split("/")[2];
    const parameter = this.parameters.find((candidate) => candidate.key === key);
    if (parameter === undefined) return finding;
    return parameter.key in values
      ? invalidHeader(finding, parameter.declaration)
      : missingHeader(finding, parameter.declaration);
  }
}

export function readList(parts: readonly string[], parameter: CompiledParameter): readonly unknown[] {
  return parts.map((part) => toScalar(part, parameter.shape.types));
}

export function parameterFinding(
  place: ParameterPlace,
  name: string,
  code: string,
  message: string,
  fix: string,
): Finding {
  return { code, severity: "ERROR", message, pointer: `/${place}/${pointerToken(name)}`.slice(0, 400), fix };
}

/** No prototype, so that no parameter name can reach one. */
export function emptyValues(): Record<string, unknown> {
  return Object.create(null) as Record<string, unknown>;
}

function keyOf(declaration: ContractParameter): string {
  return declaration.in === "header" ? declaration.name.toLowerCase() : declaration.name;
}
