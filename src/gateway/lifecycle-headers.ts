/** What the registry says of a version that is served, or was. */
export interface VersionLifecycle {
  /** Id of the promotion record that put the version into force. */
  readonly promotionId: string;
  readonly deprecatedAt?: Date;
  /** From then on the version answers 410. */
  readonly sunsetAt?: Date;
  /** Base path of the version to use instead: `/production-order/v2`. */
  readonly successor?: string;
}

/** Headers of every answer of a version; made once, not per request. */
export type LifecycleHeaders = Readonly<Record<string, string>>;

/**
 * `Interlock-Promotion` tells which promotion record the answer was served under. `Deprecation` is RFC 9745 (a structured
 * date), `Sunset` RFC 8594 (an HTTP date), and the link relation `successor-version` RFC 5829.
 */
export function lifecycleHeaders({
  promotionId,
  deprecatedAt,
  sunsetAt,
  successor,
}: VersionLifecycle): LifecycleHeaders {
  return {
    "interlock-promotion": promotionId,
    ...(deprecatedAt === undefined ? {} : { deprecation: `@${Math.floor(deprecatedAt.getTime() / 1000)}` }),
    ...(sunsetAt === undefined ? {} : { sunset: sunsetAt.toUTCString() }),
    ...(successor === undefined ? {} : { link: `<${successor}>; rel="successor-version"` }),
  };
}
