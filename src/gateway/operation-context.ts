import { createHash } from "node:crypto";
import type { PlantScope, Principal } from "../platform/security/public.js";
import type { HttpExchange, RawBody } from "../platform/http/public.js";
import type { ContractOperation } from "./contract-operation.js";
import type { RequestContext } from "./operation.js";

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
  readonly ifMatch: number | undefined;
  readonly basePath: string;
  readonly permission: string;
  readonly #method: string;
  readonly #url: string;
  readonly #rawBody: RawBody | undefined;
  #requestHash: string | undefined;

  constructor({ exchange, operation, principal, plants, plantCode, headers, url, rawBody }: ContextSources) {
    this.principal = principal;
    this.correlationId = exchange.correlationId;
    this.traceparent = exchange.traceparent;
    this.plantCode = plantCode;
    this.plants = plants;
    this.idempotencyKey =
      operation.extension.idempotency === "required" ? textOf(headers["idempotency-key"]) : undefined;
    this.waitSeconds = waitSecondsOf(headers["prefer"]);
    this.ifMatch = entityTagOf(headers["if-match"]);
    this.basePath = operation.basePath;
    this.permission = operation.extension.permission;
    this.#method = operation.method;
    this.#url = url;
    this.#rawBody = rawBody;
  }

  get requestHash(): string {
    return (this.#requestHash ??= this.#hash());
  }

  #hash(): string {
    const hash = createHash("sha256").update(`${this.#method} ${this.#url}\n`);
    if (this.#rawBody !== undefined) hash.update(this.#rawBody.bytes);
    return hash.digest("hex");
  }
}

const textOf = (value: unknown): string | undefined => (typeof value === "string" ? value : undefined);

/** `wait=5` → 5 (RFC 7240 §4.3); the contract has limited the number. */
function waitSecondsOf(prefer: unknown): number {
  const match = typeof prefer === "string" ? /^wait=([0-9]+)$/.exec(prefer) : null;
  return match === null ? 0 : Number(match[1]);
}

/** `"3"` → 3. */
function entityTagOf(ifMatch: unknown): number | undefined {
  const match = typeof ifMatch === "string" ? /^"([0-9]+)"$/.exec(ifMatch) : null;
  return match === null ? undefined : Number(match[1]);
}
