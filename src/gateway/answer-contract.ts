import type { Finding } from "../kernel/finding.js";
import type { OutgoingAnswer } from "../platform/http/public.js";
import type { ContractResponse } from "./contract-operation.js";
import { toScalar, shapeOf } from "./parameter-decoder.js";
import type { CompiledSchema, SchemaCompiler } from "./schema-compiler.js";
import { toFindings } from "./schema-findings.js";
import type { NormalSchema } from "./schema-normalizer.js";

/** One listed answer, compiled. */
export interface CompiledAnswer {
  readonly content: ReadonlyMap<string, CompiledSchema>;
  readonly headers: readonly (CompiledSchema & { readonly name: string; readonly isRequired: boolean })[];
}

/** Checks answers of one operation: status, media type, body and headers as the contract lists them. */
export class AnswerContract {
  /** @param answers by status as the contract writes it: `202`, `4XX` or `default` */
  constructor(
    private readonly answers: ReadonlyMap<string, CompiledAnswer>,
    private readonly registry: ReadonlyMap<string, NormalSchema>,
  ) {}

  check(answer: OutgoingAnswer): readonly Finding[] {
    const status = String(answer.status);
    const expected =
      this.answers.get(status) ?? this.answers.get(`${status.charAt(0)}XX`) ?? this.answers.get("default");
    if (expected === undefined) return [breach("/status", `The contract lists no answer with the status ${status}.`)];
    return [...this.#checkHeaders(answer, expected), ...this.#checkBody(answer, expected)];
  }

  #checkBody({ mediaType, text }: OutgoingAnswer, expected: CompiledAnswer): readonly Finding[] {
    if (mediaType === undefined || text === undefined) {
      return expected.content.size === 0 ? [] : [breach("/body", "The contract wants a body and there is none.")];
    }
    const content = expected.content.get(mediaType);
    if (content === undefined) return [breach("/body", `The contract lists no body of the media type ${mediaType}.`)];
    return this.#findings(content, JSON.parse(text), "/body", "The body");
  }

  #checkHeaders({ reply }: OutgoingAnswer, expected: CompiledAnswer): readonly Finding[] {
    return expected.headers.flatMap((header) => {
      const value = reply.getHeader(header.name);
      const pointer = `/headers/${header.name}`;
      if (value === undefined)
        return header.isRequired ? [breach(pointer, `The header ${header.name} is missing.`)] : [];
      const typed = toScalar(String(value), shapeOf(header.schema, this.registry).types);
      return this.#findings(header, typed, pointer, `The header ${header.name}`);
    });
  }

  #findings({ check, schema }: CompiledSchema, value: unknown, pointer: string, root: string): readonly Finding[] {
    if (check(value)) return [];
    return toFindings(check.errors ?? [], { schema, registry: this.registry, pointer, root });
  }
}

/** @throws Error when a schema cannot be compiled. */
export function compileAnswer(response: ContractResponse, compiler: SchemaCompiler): CompiledAnswer {
  const content = [...response.content].map(([mediaType, located]) => [mediaType, compiler.compile(located)] as const);
  const headers = response.headers.map(({ name, isRequired, schema }) => ({
    name,
    isRequired,
    ...compiler.compile(schema),
  }));
  return { content: new Map(content), headers };
}

function breach(pointer: string, message: string): Finding {
  return { code: "RESPONSE_CONTRACT_VIOLATION", severity: "ERROR", message, pointer };
}
