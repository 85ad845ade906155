import { sha256Hex } from "../kernel/hash.js";
import type { AttributeColumns, Authorizer, PlantScope, Principal, SqlPredicate } from "../platform/security/public.js";
import type { HttpExchange, RawBody } from "../platform/http/public.js";
import type { ContractOperation } from "./contract-operation.js";
import { type VersionCondition, readIfMatch } from "./entity-tags.js";
import type { RequestContext } from "./operation.js";
import { readWaitSeconds } from "./preferences.js";

/** What the context is made from. */
export interface ContextSources {
  readonly exchange: HttpExchange;
  readonly operation: ContractOperation;
  readonly principal: Principal;
  readonly plants: PlantScope;
  readonly plantCode: string | undefined;
  readonly headers: Readonly<Record<string, unknown>>;
  readonly url: string;
  readonly rawBody: RawBody | undefined;
  readonly authorizer: Authorizer;
}

/** The request context; the hash is made when it is first asked for, as only writes need it. */
export class OperationContext implements RequestContext {
  readonly principal: Principal;
  readonly correlationId: string;
  readonly traceparent: string;
  readonly plantCode: string | undefined;
  readonly plants: PlantScope;
  readonly idempotencyKey: string | undefined;
  readonly waitSeconds: number;
  readonly ifMatch: VersionCondition | undefined;
  readonly basePath: string;
  readonly permission: string;
  readonly #authorizer: Authorizer;
  readonly #method: string;
  readonly #url: string;
  readonly #rawBody: RawBody | undefined;
  #requestHash: string | undefined;
  #bodyHash: string | undefined;

  constructor({
    exchange,
    operation,
    principal,
    plants,
    plantCode,
    headers,
    url,
    rawBody,
    authorizer,
  }: ContextSources) {
    this.#authorizer = authorizer;
    this.principal = principal;
    this.correlationId = exchange.correlationId;
    this.traceparent = exchange.traceparent;
    this.plantCode = plantCode;
    this.plants = plants;
    this.idempotencyKey =
      operation.extension.idempotency === "required" ? textOf(headers["idempotency-key"]) : undefined;
    this.waitSeconds = readWaitSeconds(headers["prefer"]);
    this.ifMatch = readIfMatch(headers["if-match"]);
    this.basePath = operation.basePath;
    this.permission = operation.extension.permission;
    this.#method = operation.method;
    this.#url = url;
    this.#rawBody = rawBody;
  }

  rows(columns: AttributeColumns, firstParameter: number): SqlPredicate {
    return this.#authorizer.predicate(this.principal, this.permission, columns, firstParameter);
  }

  holds(permission: string, plantCode: string): boolean {
    return this.#authorizer.isAllowed(this.principal, permission, plantCode);
  }

  get requestHash(): string {
    return (this.#requestHash ??= sha256Hex(`${this.#method} ${this.#url}\n${this.bodyHash}`));
  }

  get bodyHash(): string {
    return (this.#bodyHash ??= this.#rawBody === undefined ? "" : sha256Hex(this.#rawBody.bytes));
  }
}

const textOf = (value: unknown): string | undefined => (typeof value === "string" ? value : undefined);
