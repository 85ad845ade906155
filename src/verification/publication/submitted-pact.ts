import type { JsonObject } from "../content/canonical-json.js";

/** One pact of a publication. */
export interface SubmittedPact {
  readonly provider: string;
  readonly document: JsonObject;
  /** What happens when the version has a pact with this provider already, and it is another one. */
  readonly onConflict: "fail" | "merge";
}

/** What became of one pact of a publication. */
export interface PublishedPact {
  readonly provider: string;
  readonly sha: string;
  /** False when the version had just this content before. */
  readonly isNewForVersion: boolean;
  /** True when the pair never had this content before. */
  readonly isNewContent: boolean;
}
