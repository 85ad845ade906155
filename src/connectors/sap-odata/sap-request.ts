/** One OData call that makes a document, and the one that finds it again. */
export interface SapRequest {
  /** Path of the entity set below the service root. */
  readonly entitySet: string;
  readonly payload: Readonly<Record<string, unknown>>;
}
