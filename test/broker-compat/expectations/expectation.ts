/** What a client sends to a registry and reads of its answer. */
export interface Expectation {
  /** Names the interaction: the command or step of the client. */
  readonly description: string;
  /** What is there before; its values fill `${…}` of the path. */
  readonly state?: string;
  readonly method: "GET" | "POST" | "PUT" | "PATCH" | "DELETE";
  readonly path: string;
  /** As the client writes it; the order of its parts counts. */
  readonly query?: string;
  /** Instead of the client's usual one. */
  readonly contentType?: string;
  readonly body?: unknown;
  readonly status: number;
  /** Compared by types and names of members; lists may be longer. Absent where the client reads no body. */
  readonly answer?: unknown;
  /** JSON paths of the answer whose values count as well. */
  readonly exactly?: readonly string[];
}

/** A client with all that it expects of a registry. */
export interface ClientExpectations {
  readonly client: string;
  /** What it names in `Accept`. */
  readonly accept: string;
  readonly expectations: readonly Expectation[];
}

/** A link as clients follow it. */
export const link = { href: "http://broker.example/x" } as const;
/** A link with `{parameters}`. */
export const template = { href: "http://broker.example/{x}", templated: true } as const;
/** Links in a list, each with the name by which clients find it. */
export const named = [{ href: "http://broker.example/x", name: "production" }] as const;

/** `{ _links: { self, …relations } }` */
export function linking(relations: Readonly<Record<string, unknown>> = {}): { readonly _links: object } {
  return { _links: { self: link, ...relations } };
}
