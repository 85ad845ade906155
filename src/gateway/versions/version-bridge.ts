import type { FastifyReply } from "fastify";
import { InterlockError } from "../../kernel/problem.js";
import { type AnswerCheck, httpProblems } from "../../platform/http/public.js";
import type { BulkItem } from "../bulk-items.js";
import type { CompiledOperation } from "../operation-compiler.js";
import { JsonText, type OperationHandler, type OperationReply, type OperationRequest } from "../operation.js";
import { emptyValues } from "../parameter-set.js";
import { gatewayProblems } from "../problems.js";
import { checkHandledRequest } from "./check-handled-request.js";
import { NotRepresentable } from "./not-representable.js";
import type { AnyOperationChange, ChangeContext, VersionedAnswer, VersionedRequest } from "./version-change.js";

type AnyRequest = OperationRequest<unknown, unknown, unknown>;

/**
 * Serves one operation of an older version by the handler of a newer one. The request goes up step by step and must then
 * keep to the newer contract; the answer must keep to that as well and comes down the same steps backwards. The version
 * that was called checks the request before and the answer afterwards, like that of any operation.
 */
export class VersionBridge {
  constructor(
    private readonly steps: readonly AnyOperationChange[],
    /** The operation that is handled. */
    private readonly handled: CompiledOperation,
    private readonly handler: OperationHandler,
    /** Of the version that is handled; undefined where answers are not checked. */
    private readonly check: AnswerCheck | undefined,
  ) {}

  /** @throws InterlockError NOT_REPRESENTABLE_IN_VERSION when the version that was called has no words for something */
  async answer(request: AnyRequest, reply: FastifyReply): Promise<OperationReply> {
    const context = contextOf(request);
    let path: unknown;
    try {
      const newer = this.#up(request, context);
      path = newer.path;
      const answer = await this.handler(newer as OperationRequest<never, never, never>);
      return this.#down(answer, reply, context);
    } catch (error) {
      if (error instanceof NotRepresentable) throw this.#notRepresentable(error, path);
      throw error instanceof InterlockError ? this.#withOlderPointers(error) : error;
    }
  }

  #up({ context, ...given }: AnyRequest, whom: ChangeContext): AnyRequest {
    const first: VersionedRequest = { path: given.path, query: given.query, headers: given.headers, body: given.body };
    const { path, query, headers, body } = this.steps.reduce((value, step) => step.up(value, whom), first);
    const newer = { path: valuesOf(path), query: valuesOf(query), headers: valuesOf(headers), body };
    const findings = checkHandledRequest(this.handled, newer);
    if (findings.length > 0) {
      const places = findings.map(({ code, pointer }) => `${code} at ${pointer === "" ? "the root" : pointer}`);
      throw new Error(`the converted request breaks ${nameOf(this.handled)}: ${places.join(", ")}`);
    }
    return { ...newer, context, rawBody: rawBodyOf(body, this.handled) };
  }

  #down(answer: OperationReply, reply: FastifyReply, context: ChangeContext): OperationReply {
    const { status, body, headers = {} } = answer;
    if (body === undefined && this.check === undefined) return answer;
    const text = body === undefined ? undefined : body instanceof JsonText ? body.text : JSON.stringify(body);
    this.#checkHandled({ status, headers }, text, reply);
    if (text === undefined) return answer;
    const newest: VersionedAnswer = { status, body: JSON.parse(text) as unknown };
    const older = this.steps.reduceRight((value, step) => step.down(value, context), newest);
    return { status: older.status, body: older.body, headers };
  }

  /** The headers stand on the reply for the time of the check, next to those that every answer has. */
  #checkHandled(
    { status, headers }: { readonly status: number; readonly headers: Readonly<Record<string, string>> },
    text: string | undefined,
    reply: FastifyReply,
  ): void {
    if (this.check === undefined) return;
    reply.headers(headers);
    const mediaType = text === undefined ? undefined : "application/json";
    const refused = this.check({ status, mediaType, text, reply });
    for (const name of Object.keys(headers)) reply.removeHeader(name);
    if (refused !== undefined) throw new InterlockError(httpProblems.RESPONSE_CONTRACT_VIOLATION);
  }

  #notRepresentable({ reason }: NotRepresentable, path: unknown): InterlockError {
    const { basePath, path: template } = this.handled.operation;
    const address = basePath + fill(template, path);
    return new InterlockError(gatewayProblems.NOT_REPRESENTABLE_IN_VERSION, {
      detail: `${reason} Use ${address}.`.slice(0, 2000),
      headers: { link: `<${address}>; rel="successor-version"` },
    });
  }

  /** Findings of a handler point into the newer document; the caller sent the older one. */
  #withOlderPointers(error: InterlockError): InterlockError {
    const { errors } = error.details;
    if (errors === undefined) return error;
    const led = errors.map((finding) => ({ ...finding, pointer: this.#olderPointer(finding.pointer) }));
    return new InterlockError(error.definition, { ...error.details, errors: led });
  }

  #olderPointer(pointer: string): string {
    return this.steps.reduceRight((place, step) => step.pointer?.(place) ?? place, pointer);
  }
}

const nameOf = ({ operation: { api, version, operationId } }: CompiledOperation): string =>
  `${api}/${version} ${operationId}`;

function contextOf({ context: { plantCode, principal, basePath } }: AnyRequest): ChangeContext {
  return { plantCode, clientId: principal.clientId, basePath };
}

/** A copy that the checks may add defaults to; members that are undefined count as left out. */
function valuesOf(given: unknown): Record<string, unknown> {
  const present = Object.entries(given ?? {}).filter(([, value]) => value !== undefined);
  return Object.assign(emptyValues(), Object.fromEntries(present));
}

/** The converted body as text: what is stored is the document that the handlers know. */
function rawBodyOf(body: unknown, { item }: CompiledOperation): string {
  if (body === undefined) return "";
  if (item === undefined) return JSON.stringify(body);
  return `[${(body as readonly BulkItem<unknown>[]).map(({ text }) => text).join(",")}]`;
}

/** `/movements/{movementId}` with the values of a request; without them the template shows what to fill in. */
function fill(template: string, path: unknown): string {
  const values = valuesOf(path);
  return template.replaceAll(/\{([^}]+)\}/g, (whole, name: string) => {
    const value = values[name];
    return typeof value === "string" || typeof value === "number" ? encodeURIComponent(value) : whole;
  });
}
