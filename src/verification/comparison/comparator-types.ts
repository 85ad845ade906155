import type { JsonObject } from "./json.js";

/** What a comparator is made of: either document, or both. */
export interface ComparatorOptions {
  readonly oas?: JsonObject;
  readonly asyncapi?: JsonObject;
}

interface ComparatorResult {
  readonly type: "error" | "warning" | "info";
  readonly code: string;
  readonly message: string;
  readonly mockDetails?: { readonly interactionDescription?: string | null };
  readonly specDetails?: { readonly location: string };
}

/**
 * The package's own declarations import each other without file extensions, which TypeScript cannot resolve for ECMAScript
 * modules; these are the ones that are used, of its version 2.3.1.
 */
declare module "@pactflow/openapi-pact-comparator" {
  export class Comparator {
    constructor(options: ComparatorOptions);
    /** @throws Error for a pact that cannot be read */
    compare(pact: JsonObject): AsyncGenerator<ComparatorResult>;
  }
}
