/** Headers that the client sets itself where the caller does not. */
type OwnHeaders = "Idempotency-Key" | "X-Correlation-Id" | "traceparent";

type HeaderOf<P> = P extends { header: infer H } ? H : never;
type Others<H> = Omit<H, OwnHeaders>;
type Relaxed<H> = Others<H> & Partial<Pick<H, OwnHeaders & keyof H>>;
type RelaxedParameters<P> = Omit<P, "header"> &
  // Left out altogether where no other header is needed.
  (Record<string, never> extends Others<HeaderOf<P>>
    ? { header?: Relaxed<HeaderOf<P>> }
    : { header: Relaxed<HeaderOf<P>> });

type DeepReadonly<T> = T extends object ? { readonly [K in keyof T]: DeepReadonly<T[K]> } : T;
/** A request body is only read. */
type ReadonlyBody<B> = B extends { content: infer C } ? Omit<B, "content"> & { content: DeepReadonly<C> } : B;

type ClientOperation<O> = O extends { parameters: infer P }
  ? Omit<O, "parameters" | "requestBody"> & {
      parameters: P extends { header: object } ? RelaxedParameters<P> : P;
    } & (O extends { requestBody: infer B } ? { requestBody: ReadonlyBody<B> } : { requestBody?: never })
  : O;

/** `paths` of openapi-typescript, in which nobody has to say the headers that the client adds. */
export type ClientPaths<Paths> = {
  [Path in keyof Paths]: { [Method in keyof Paths[Path]]: ClientOperation<Paths[Path][Method]> };
};
