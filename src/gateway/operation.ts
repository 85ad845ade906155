import type { FastifyReply } from "fastify";
import type { AttributeColumns, PlantScope, Principal, SqlPredicate } from "../platform/security/public.js";
import type { BulkItem } from "./bulk-items.js";
import type { VersionCondition } from "./entity-tags.js";
import type { ApiVersions } from "./versions/api-versions.js";

/** What the gateway has established about a request before the handler runs. */
export interface RequestContext {
  readonly principal: Principal;
  /** Business correlation, echoed in every answer and event. */
  readonly correlationId: string;
  /** W3C traceparent with a span of the gateway. */
  readonly traceparent: string;
  /** The plant the operation acts in (x-interlock.plant in path or body); undefined for filter operations. */
  readonly plantCode: string | undefined;
  /** Plants the caller may see; handlers of filter operations restrict their rows to it. */
  readonly plants: PlantScope;
  /** Present on operations with x-interlock.idempotency: required. */
  readonly idempotencyKey: string | undefined;
  /** SHA-256 of method, path and the hash of the body, hexadecimal. */
  readonly requestHash: string;
  /** SHA-256 of the body as it came, hexadecimal; empty without a body. */
  readonly bodyHash: string;
  /** Seconds of `Prefer: wait=n`, at most 10; 0 when absent. */
  readonly waitSeconds: number;
  /** Versions of If-Match without their quotes, or `*`; an empty list matches no version. */
  readonly ifMatch: VersionCondition | undefined;
  /** Base path of the API version that was called, such as `/production-order/v1`. */
  readonly basePath: string;
  /** x-interlock.permission of the operation. */
  readonly permission: string;
  /**
   * Which rows the caller may see or change, as a WHERE condition; every read of objects that have a state or an author
   * takes it, because plant alone does not decide about them.
   * @param firstParameter number of the first `$n` that is free in the statement
   */
  rows(columns: AttributeColumns, firstParameter: number): SqlPredicate;
  /** Whether the caller also holds another permission in a plant, such as the one that tells for which system it speaks. */
  holds(permission: string, plantCode: string): boolean;
}

/** A validated request; parameters are decoded and typed as the contract says. */
export interface OperationRequest<Path, Query, Body> {
  readonly context: RequestContext;
  readonly path: Path;
  readonly query: Query;
  /** Header parameters by lower-case name, as the contract types them. */
  readonly headers: Readonly<Record<string, unknown>>;
  /** Of a list that may come as lines: its items, each judged alone. */
  readonly body: Body;
  /** The body as it came, for verbatim storage. */
  readonly rawBody: string;
}

/** JSON that is sent as it stands, without a parse and a stringify in between. */
export class JsonText {
  constructor(readonly text: string) {}
}

export interface OperationReply<Status extends number = number, Body = unknown> {
  readonly status: Status;
  readonly body?: Body | JsonText;
  readonly headers?: Readonly<Record<string, string>>;
}

type Parameters<O, In extends string> = O extends { parameters: Record<In, infer P> } ? P : Record<string, never>;
/** Path parameters of one member of the `operations` that openapi-typescript makes. */
export type PathOf<O> = Parameters<O, "path">;
/** Header parameters as the contract names them; a request holds them by lower-case name. */
export type HeadersOf<O> = O extends { parameters: { header?: infer H } } ? LowerCased<NonNullable<H>> : Unnamed;
type LowerCased<H> = { readonly [Name in keyof H as Lowercase<Name & string>]: H[Name] };
type Unnamed = Record<string, never>;
/** Query parameters of one member of the `operations` that openapi-typescript makes. */
export type QueryOf<O> = O extends { parameters: { query?: infer Q } } ? NonNullable<Q> : Record<string, never>;
/** JSON body of one member of the `operations`; of a list whose items stand alone, its judged items. */
export type BodyOf<O> = O extends {
  requestBody: { content: { "application/json": readonly (infer I)[]; "application/x-ndjson": unknown } };
}
  ? readonly BulkItem<I>[]
  : O extends { requestBody: { content: { "application/json": infer B } } }
    ? B
    : undefined;
/** JSON body of one answer of the `operations`. */
export type ContentOf<R> = R extends { content: { "application/json": infer B } } ? DeepReadonly<B> : never;
/** Handlers answer with what they hold; nobody writes to an answer. */
export type DeepReadonly<T> = T extends object ? { readonly [K in keyof T]: DeepReadonly<T[K]> } : T;
type ReplyOf<O> = O extends { responses: infer R }
  ? { [S in keyof R & number]: OperationReply<S, ContentOf<R[S]>> }[keyof R & number]
  : never;

/** One method per operationId, typed by openapi-typescript's `operations`. */
export type HandlersOf<Operations> = {
  [Id in keyof Operations]: (
    request: OperationRequest<Parameters<Operations[Id], "path">, QueryOf<Operations[Id]>, BodyOf<Operations[Id]>>,
  ) => Promise<ReplyOf<Operations[Id]>>;
};

/** Handlers as the router sees them, before their types are known. */
export type OperationHandler = (request: OperationRequest<never, never, never>) => Promise<OperationReply>;

/** What a route calls; the reply holds the headers that the answer has already, for checks. */
export type RouteHandler = (
  request: OperationRequest<never, never, never>,
  reply: FastifyReply,
) => Promise<OperationReply>;

/** An API the process serves: the folder of its contracts and the object that handles it. */
export interface ApiBinding {
  /** Folder below contracts/openapi, and first segment of the address: `production-order`. */
  readonly api: string;
  readonly handlers: object;
  /** Absent for an API that has one version, or whose versions are all handled by name. */
  readonly versions?: ApiVersions;
}
