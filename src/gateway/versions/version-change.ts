import type { ContentOf, HeadersOf, PathOf, QueryOf, BodyOf } from "../operation.js";

/** Whom a conversion is for; everything it may know besides the value itself. */
export interface ChangeContext {
  /** Plant the operation acts in; undefined for operations over several plants. */
  readonly plantCode: string | undefined;
  readonly clientId: string;
  /** Base path of the version that was called: `/inventory-movement/v1`. */
  readonly basePath: string;
}

/** The parts of a request that a version defines; parameters are decoded and typed as its contract says. */
export interface VersionedRequest<Path = unknown, Query = unknown, Headers = unknown, Body = unknown> {
  readonly path: Path;
  readonly query: Query;
  /** Header parameters by lower-case name. */
  readonly headers: Headers;
  readonly body: Body;
}

/** An answer with a body; one without is the same in every version. */
export interface VersionedAnswer<Status extends number = number, Body = unknown> {
  readonly status: Status;
  readonly body: Body;
}

/** Request of one member of the `operations` that openapi-typescript makes. */
export type RequestOf<O> = VersionedRequest<PathOf<O>, QueryOf<O>, HeadersOf<O>, BodyOf<O>>;

/** Answers of one member of the `operations` that openapi-typescript makes: one alternative per status with a JSON body. */
export type AnswerOf<O> = O extends { responses: infer R }
  ? {
      [S in keyof R & number]: [ContentOf<R[S]>] extends [never] ? never : VersionedAnswer<S, ContentOf<R[S]>>;
    }[keyof R & number]
  : never;

/**
 * How one operation changed. Both functions are pure: no clock, no input or output, no chance. They may throw
 * `NotRepresentable` where the other version has no words for the value.
 */
export interface OperationChange<Older, Newer> {
  /** The request as the newer version words it; total over everything that the older contract accepts. */
  up(request: RequestOf<Older>, context: ChangeContext): RequestOf<Newer>;
  /** The answer as the older version words it. */
  down(answer: AnswerOf<Newer>, context: ChangeContext): AnswerOf<Older>;
  /** Where the older version has what the newer has at this JSON pointer; findings of a refusal are led back by it. */
  pointer?(pointer: string): string;
}

/** An operation that the newer version has under another operationId. */
export type MovedOperation<Older, Newer> = {
  readonly [Id in keyof Newer]: OperationChange<Older, Newer[Id]> & { readonly to: Id };
}[keyof Newer];

type IsUnchanged<Older, Newer> = [RequestOf<Older>] extends [RequestOf<Newer>]
  ? [AnswerOf<Newer>] extends [AnswerOf<Older>]
    ? true
    : false
  : false;

type ChangedIds<Older, Newer> = {
  [Id in keyof Older]: Id extends keyof Newer ? (IsUnchanged<Older[Id], Newer[Id]> extends true ? never : Id) : Id;
}[keyof Older];

type ChangeOf<Older, Newer, Id extends keyof Older> = Id extends keyof Newer
  ? OperationChange<Older[Id], Newer[Id]>
  : MovedOperation<Older[Id], Newer>;

/** The compiler asks for every operation whose types differ; one that is left out means the same in both versions. */
export type OperationChanges<Older, Newer> = {
  readonly [Id in ChangedIds<Older, Newer>]: ChangeOf<Older, Newer, Id>;
} & { readonly [Id in keyof Older]?: ChangeOf<Older, Newer, Id> };

type EventData = Readonly<Record<string, unknown>>;

/** How the events of one name changed. Subscribers get events in the version they speak. */
export interface EventChange<Older extends EventData = EventData, Newer extends EventData = EventData> {
  /** The `data` of the event as the older version words it. @throws NotRepresentable */
  down(data: Newer): Older;
}

interface VersionStep {
  /** `v1` */
  readonly from: string;
  /** `v2` */
  readonly to: string;
  /** What changed and why, in one paragraph for the people who call the older version. */
  readonly description: string;
  /** By event name without prefix and version, such as `inventory-movement.issued`. */
  readonly events?: Readonly<Record<string, EventChange>>;
}

/** One step between two versions of an API, typed by the generated `operations` of both. */
export interface VersionChangeOf<Older, Newer> extends VersionStep {
  readonly operations: OperationChanges<Older, Newer>;
}

/** A conversion as the gateway sees it, before its types are known. */
export interface AnyOperationChange {
  readonly to?: string;
  up(request: VersionedRequest, context: ChangeContext): VersionedRequest;
  down(answer: VersionedAnswer, context: ChangeContext): VersionedAnswer;
  pointer?(pointer: string): string;
}

/** A step as the gateway sees it, before its types are known. */
export interface VersionChange extends VersionStep {
  readonly operations: Readonly<Record<string, AnyOperationChange>>;
}
