import type { CompiledVersion } from "../compile-version.js";
import type { VersionChange } from "./version-change.js";

/** How an API serves versions that are older than its handlers. */
export interface ApiVersions {
  readonly changes: readonly VersionChange[];
  /** The version that types the handlers: the newest contract that the product brings for the API. */
  readonly handled: CompiledVersion;
}
