import type { CompiledVersion } from "./compile-version.js";
import type { VersionLifecycle } from "./lifecycle-headers.js";

/** A version in force, compiled. */
export interface ServedVersion {
  readonly compiled: CompiledVersion;
  readonly lifecycle: VersionLifecycle;
}

/** A version that was in force and is not any more; its addresses answer 410. */
export interface RetiredVersion {
  /** `/production-order/v1`. */
  readonly basePath: string;
  readonly lifecycle: VersionLifecycle;
}

/** All that the gateway answers by. A set is replaced as a whole and never changed. */
export interface ServedSet {
  readonly versions: readonly ServedVersion[];
  readonly retired: readonly RetiredVersion[];
}
