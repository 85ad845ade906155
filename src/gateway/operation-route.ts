import type { FastifyReply, FastifyRequest } from "fastify";
import { InterlockError } from "../kernel/problem.js";
import type { Authenticator, Authorizer, PlantScope, Principal } from "../platform/security/public.js";
import { type AnswerCheck, type HttpExchange, type QueryValues, httpProblems } from "../platform/http/public.js";
import type { UsageObserver } from "../usage/public.js";
import type { ContractOperation } from "./contract-operation.js";
import type { CompiledOperation } from "./operation-compiler.js";
import { type BulkItem, judgeItem, toBulkItems, toList } from "./bulk-items.js";
import { FieldGuard } from "./field-guard.js";
import { pointerTokens, valueAt } from "./json-value.js";
import { acceptsJson, isJsonContentType, isLinesContentType } from "./media-types.js";
import { JsonText, type OperationReply, type OperationRequest, type RouteHandler } from "./operation.js";
import { OperationContext } from "./operation-context.js";
import { readHeaders, readPath, readQuery } from "./read-parameters.js";
import {
  forbiddenAction,
  forbiddenPlant,
  missingBody,
  notAcceptable,
  refuseBody,
  refuseParameters,
  unexpectedBody,
  unsupportedMediaType,
} from "./request-refusals.js";

/** Who asks and where, established before the body is read. */
export interface Admission {
  readonly route: OperationRoute;
  readonly params: Readonly<Record<string, string>>;
  readonly principal: Principal;
  readonly plants: PlantScope;
  /** Set once path, query, headers and body have been checked. */
  request: OperationRequest<unknown, unknown, unknown> | undefined;
}

declare module "fastify" {
  interface FastifyRequest {
    /** Set on routes of contracts by the gateway's hooks. */
    admission: Admission | undefined;
  }
}

/** What one operation does at each step of a request. Made once for a served set; holds no state of a request. */
export class OperationRoute {
  readonly #plantTokens: readonly string[];
  readonly #fields: FieldGuard;
  readonly #name: string;

  constructor(
    private readonly compiled: CompiledOperation,
    private readonly authenticator: Authenticator,
    private readonly authorizer: Authorizer,
    private readonly handler: RouteHandler,
    private readonly answerCheck: AnswerCheck | undefined,
    private readonly usage: UsageObserver | undefined,
  ) {
    const { plant } = compiled.operation.extension;
    this.#name = `${compiled.operation.method} ${compiled.operation.path}`;
    this.#plantTokens = plant.in === "body" ? pointerTokens(plant.pointer) : [];
    this.#fields = new FieldGuard(authorizer, compiled.operation.extension.permission);
  }

  get operation(): ContractOperation {
    return this.compiled.operation;
  }

  /**
   * Before the body is read: who asks, may they do this anywhere, do we speak the same media types.
   * @param params path parameters as the router decoded them
   */
  async admit(request: FastifyRequest, params: Readonly<Record<string, string>>): Promise<void> {
    const exchange = this.#open(request);
    const principal = await this.authenticator.authenticate(request);
    exchange.clientId = principal.clientId;
    const { permission } = this.compiled.operation.extension;
    const plants = this.authorizer.plantScope(principal, permission);
    if (plants !== "*" && plants.length === 0) throw forbiddenAction(permission);
    if (!acceptsJson(request.headers.accept)) throw notAcceptable();
    this.#checkContentHeaders(request);
    request.admission = { route: this, params, principal, plants, request: undefined };
  }

  /** After the body is read: does everything keep to the contract, and may the caller act in this plant. */
  validate(request: FastifyRequest): void {
    const admission = admissionOf(request);
    const path = readPath(this.compiled.path, admission.params);
    const query = readQuery(this.compiled.query, request.query as QueryValues);
    const header = readHeaders(this.compiled.header, request.headers);
    if (path.findings.length + query.findings.length + header.findings.length > 0) {
      throw refuseParameters([...path.findings, ...query.findings, ...header.findings]);
    }
    this.#checkBody(request);
    const isList = this.compiled.item !== undefined;
    const body = isList ? this.#judgeItems(admission, request.body) : request.body;
    const plantCode = this.#authorizePlant(admission, path.values, isList ? undefined : body);
    if (!isList) this.#fields.checkBody(admission.principal, plantCode, body);
    const context = this.#context(request, admission, plantCode, header.values);
    const rawBody = request.rawBody?.text ?? "";
    admission.request = {
      context,
      path: path.values,
      query: query.values,
      headers: header.values,
      body,
      rawBody,
    };
  }

  /** Each item keeps to the contract, in a plant and with members that the caller may send, or is refused alone. */
  #judgeItems({ principal }: Admission, body: unknown): readonly BulkItem<unknown>[] {
    const { item } = this.compiled;
    return toBulkItems(body).map((entry) =>
      judgeItem(entry, (value) => {
        const findings = item?.check(value) ?? [];
        if (findings.length > 0) throw refuseBody(findings);
        this.#fields.checkBody(principal, this.#authorizeBody(principal, value), value);
      }),
    );
  }

  /** Runs the handler and sends what it returns; what it throws is answered by the problem filter. */
  async answer(request: FastifyRequest, reply: FastifyReply): Promise<void> {
    const { principal, request: admitted } = admissionOf(request);
    if (admitted === undefined) throw new Error("the request was not validated");
    const answer = await this.handler(admitted as OperationRequest<never, never, never>, reply);
    const text = this.#send(answer, reply, (full) => this.#fields.mask(principal, admitted.context.plantCode, full));
    this.usage?.observe({
      clientId: principal.clientId,
      plantCode: admitted.context.plantCode,
      api: this.operation.api,
      version: this.operation.version,
      operation: this.#name,
      requestBody: request.rawBody === undefined ? undefined : toList(request.body),
      answerText: text,
    });
  }

  #open(request: FastifyRequest): HttpExchange {
    const { exchange } = request;
    if (exchange === undefined) throw new Error("the request has no exchange");
    const { api, version, operationId, basePath, path } = this.compiled.operation;
    exchange.api = api;
    exchange.version = version;
    exchange.operationId = operationId;
    exchange.route = `${basePath}${path}`;
    exchange.answerCheck = this.answerCheck;
    return exchange;
  }

  #checkContentHeaders({ headers }: FastifyRequest): void {
    if (headers["content-encoding"] !== undefined)
      throw unsupportedMediaType("Send the body without Content-Encoding.");
    const contentType = headers["content-type"];
    const { body } = this.compiled.operation;
    // Without a body its type says nothing (RFC 9110 §8.3); clients that always send the header are not refused.
    const isIrrelevant = contentType === undefined ? body?.isRequired !== true : body === undefined;
    if (isIrrelevant && !hasBody(headers)) return;
    if (body?.list !== undefined && isLinesContentType(contentType)) return;
    if (!isJsonContentType(contentType)) throw unsupportedMediaType(expectedMediaTypes(body?.list !== undefined));
  }

  #checkBody(request: FastifyRequest): void {
    const { operation, body } = this.compiled;
    if (request.rawBody === undefined) {
      if (operation.body?.isRequired === true) throw missingBody();
      return;
    }
    if (body === undefined) throw unexpectedBody();
    const findings = body.check(toList(request.body));
    if (findings.length > 0) throw refuseBody(findings);
  }

  #authorizePlant(
    { principal }: Admission,
    path: Readonly<Record<string, unknown>>,
    body: unknown,
  ): string | undefined {
    const { plant } = this.compiled.operation.extension;
    // The plants of a list are those of its items.
    if (plant.in === "filter" || (plant.in === "body" && this.compiled.item !== undefined)) return undefined;
    return plant.in === "path" ? this.#authorize(principal, path[plant.name]) : this.#authorizeBody(principal, body);
  }

  #authorizeBody(principal: Principal, body: unknown): string | undefined {
    if (this.compiled.operation.extension.plant.in !== "body") return undefined;
    return this.#authorize(principal, valueAt(body, this.#plantTokens));
  }

  #authorize(principal: Principal, value: unknown): string | undefined {
    const { permission } = this.compiled.operation.extension;
    const plantCode = typeof value === "string" ? value : undefined;
    if (!this.authorizer.isAllowed(principal, permission, plantCode)) throw forbiddenPlant(permission, plantCode);
    return plantCode;
  }

  #context(
    request: FastifyRequest,
    { principal, plants }: Admission,
    plantCode: string | undefined,
    headers: Readonly<Record<string, unknown>>,
  ): OperationContext {
    const { exchange, rawBody } = request;
    if (exchange === undefined) throw new Error("the request has no exchange");
    exchange.plantCode = plantCode;
    const url = request.raw.url ?? "";
    return new OperationContext({
      exchange,
      operation: this.compiled.operation,
      principal,
      plants,
      plantCode,
      headers,
      url,
      rawBody,
      authorizer: this.authorizer,
    });
  }

  #send(
    { status, body, headers }: OperationReply,
    reply: FastifyReply,
    mask: (text: string) => string,
  ): string | undefined {
    const full = body === undefined ? undefined : body instanceof JsonText ? body.text : JSON.stringify(body);
    const text = full === undefined ? undefined : mask(full);
    const mediaType = text === undefined ? undefined : "application/json";
    reply.code(status);
    if (mediaType !== undefined) reply.header("content-type", mediaType);
    if (headers !== undefined) reply.headers(headers);
    const refused = this.answerCheck?.({ status, mediaType, text, reply });
    if (refused === undefined) {
      reply.send(text);
      return text;
    }
    for (const name of Object.keys(headers ?? {})) reply.removeHeader(name);
    throw new InterlockError(httpProblems.RESPONSE_CONTRACT_VIOLATION);
  }
}

const expectedMediaTypes = (isList: boolean): string =>
  `Send the body as application/json${isList ? " or application/x-ndjson" : ""}, in UTF-8.`;

export function admissionOf(request: FastifyRequest): Admission {
  if (request.admission === undefined) throw new Error("the hooks of the gateway are not installed on this route");
  return request.admission;
}

function hasBody(headers: FastifyRequest["headers"]): boolean {
  const length = headers["content-length"];
  return headers["transfer-encoding"] !== undefined || (length !== undefined && length !== "0");
}
