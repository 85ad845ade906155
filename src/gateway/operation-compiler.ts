import { AnswerContract, type CompiledAnswer, compileAnswer } from "./answer-contract.js";
import { BodyCheck } from "./body-check.js";
import type { ContractDocuments, Located } from "./contract-documents.js";
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
  /** Of a list: the check of the list itself. */
  readonly body: BodyCheck | undefined;
  /** Check of each item, where the body is a list whose items stand or fall alone. */
  readonly item: BodyCheck | undefined;
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
    const body = yield* this.#body(draft, draft.body?.list?.whole ?? draft.body?.schema);
    const item = yield* this.#body(draft, draft.body?.list?.item);
    const answers = yield* this.#answerContract(draft);
    const { extension } = draft;
    if (path === undefined || query === undefined || header === undefined || !isCompleteExtension(extension))
      return undefined;
    const operation: ContractOperation = { ...draft, extension };
    return { operation, path, query, header, body, item, answers };
  }

  #parameterSet(draft: DraftOperation, place: ParameterPlace): ParameterSet | undefined {
    const declarations = draft.parameters.filter((parameter) => parameter.in === place);
    return this.#attempt(
      draft,
      () => new ParameterSet(place, declarations, this.#parameters, ({ schema }) => this.#requests.normalize(schema)),
    );
  }

  *#body(draft: DraftOperation, schema: Located | undefined): Steps<BodyCheck | undefined> {
    if (schema === undefined) return undefined;
    yield* this.#bodies.prepare(schema);
    return this.#attempt(draft, () => new BodyCheck(schema, this.#bodies, this.#bodiesInFull));
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
