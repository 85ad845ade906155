import { AnswerContract, type CompiledAnswer, compileAnswer } from "./answer-contract.js";
import { BodyCheck } from "./body-check.js";
import type { ContractDocuments } from "./contract-documents.js";
import type { ContractFindings } from "./contract-fault.js";
import { type ContractOperation, type DraftOperation, type ParameterPlace, placeOf } from "./contract-operation.js";
import { isCompleteExtension } from "./operation-extension.js";
import { ParameterSet } from "./parameter-set.js";
import { SchemaCompiler } from "./schema-compiler.js";
import { SchemaNormalizer } from "./schema-normalizer.js";
import type { Steps } from "./slices.js";

/** An operation with everything compiled that a request needs. */
export interface CompiledOperation {
  readonly operation: ContractOperation;
  readonly path: ParameterSet;
  readonly query: ParameterSet;
  readonly header: ParameterSet;
  readonly body: BodyCheck | undefined;
  readonly answers: AnswerContract;
}

/** Compiles operations; one registry of schemas for requests and one for answers is shared by all of them. */
export class OperationCompiler {
  readonly #requests: SchemaNormalizer;
  readonly #parameters: SchemaCompiler;
  readonly #bodies: SchemaCompiler;
  readonly #bodiesInFull: SchemaCompiler;
  readonly #answers: SchemaCompiler;

  constructor(
    documents: ContractDocuments,
    private readonly findings: ContractFindings,
  ) {
    this.#requests = new SchemaNormalizer(documents, "request");
    this.#parameters = new SchemaCompiler(this.#requests, "all", { useDefaults: true });
    this.#bodies = new SchemaCompiler(this.#requests, "first");
    this.#bodiesInFull = new SchemaCompiler(this.#requests, "all", { validateSchema: false });
    this.#answers = new SchemaCompiler(new SchemaNormalizer(documents, "response"), "all");
  }

  /** Every part is tried, so that one fault does not hide another; undefined when one of them had a fault. */
  *compile(draft: DraftOperation): Steps<CompiledOperation | undefined> {
    const path = this.#parameterSet(draft, "path");
    yield;
    const query = this.#parameterSet(draft, "query");
    yield;
    const header = this.#parameterSet(draft, "header");
    yield;
    const body = yield* this.#body(draft);
    const answers = yield* this.#answerContract(draft);
    const { extension } = draft;
    if (path === undefined || query === undefined || header === undefined || !isCompleteExtension(extension))
      return undefined;
    const operation: ContractOperation = { ...draft, extension };
    return { operation, path, query, header, body, answers };
  }

  #parameterSet(draft: DraftOperation, place: ParameterPlace): ParameterSet | undefined {
    const declarations = draft.parameters.filter((parameter) => parameter.in === place);
    return this.#attempt(
      draft,
      () => new ParameterSet(place, declarations, this.#parameters, ({ schema }) => this.#requests.normalize(schema)),
    );
  }

  *#body(draft: DraftOperation): Steps<BodyCheck | undefined> {
    const body = draft.body;
    if (body === undefined) return undefined;
    yield* this.#bodies.prepare(body.schema);
    return this.#attempt(draft, () => new BodyCheck(body.schema, this.#bodies, this.#bodiesInFull));
  }

  *#answerContract(draft: DraftOperation): Steps<AnswerContract> {
    const answers = new Map<string, CompiledAnswer>();
    for (const [status, response] of draft.responses) {
      for (const schema of response.content.values()) yield* this.#answers.prepare(schema);
      const answer = this.#attempt(draft, () => compileAnswer(response, this.#answers));
      if (answer !== undefined) answers.set(status, answer);
      yield;
    }
    return new AnswerContract(answers, this.#answers.schemas);
  }

  #attempt<T>(draft: DraftOperation, step: () => T): T | undefined {
    return this.findings.attempt("ilk-schema-invalid", placeOf(draft), "", step);
  }
}
