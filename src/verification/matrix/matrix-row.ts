/** One consumer version against one provider version. */
export interface MatrixRow {
  readonly consumer: string;
  readonly consumerNumber: string;
  readonly provider: string;
  /** Null when no version of the provider is there to verify the pact. */
  readonly providerNumber: string | null;
  readonly sha: string;
  readonly publishedAt: string;
  /** Null when the provider version has not verified the pact. */
  readonly success: boolean | null;
  readonly verificationId: string | null;
  readonly verifiedAt: string | null;
  /** The result is one of an equal version, or of the same interactions in other contents of the pair. */
  readonly isReused: boolean;
  /** Not part of the verdict. */
  readonly isIgnored: boolean;
  readonly consumerBranches: readonly string[];
  readonly consumerTags: readonly string[];
  readonly providerBranches: readonly string[];
  readonly providerTags: readonly string[];
}

/** Counts over all rows, shown or not. Ignored rows count as ignored only. */
export interface MatrixCounts {
  readonly success: number;
  readonly failed: number;
  readonly unknown: number;
  readonly ignored: number;
}
