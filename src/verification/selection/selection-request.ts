/** Which versions of its consumers a provider verifies. */
export interface ConsumerVersionSelector {
  /** Without it: of every consumer. */
  readonly consumer?: string | undefined;
  readonly branch?: string | undefined;
  readonly fallbackBranch?: string | undefined;
  readonly tag?: string | undefined;
  readonly fallbackTag?: string | undefined;
  readonly environment?: string | undefined;
  readonly isMainBranch: boolean;
  /** The branch of the consumer that has the name of the provider's branch. */
  readonly isMatchingBranch: boolean;
  readonly isLatest: boolean;
  readonly isDeployed: boolean;
  readonly isReleased: boolean;
}

/** What a verifier asks for. */
export interface SelectionRequest {
  readonly provider: string;
  /** Empty: the newest pact of each consumer. */
  readonly selectors: readonly ConsumerVersionSelector[];
  readonly providerBranch?: string | undefined;
  readonly providerTags: readonly string[];
  readonly isPendingIncluded: boolean;
  /** RFC 3339; work in progress since then is added. */
  readonly workInProgressSince?: string | undefined;
}

/** A pact to be verified. */
export interface SelectedPact {
  readonly consumer: string;
  readonly sha: string;
  readonly contentId: string;
  /** Consumer versions for which it is verified. */
  readonly versions: readonly { readonly id: string; readonly number: string }[];
  /** Why it was selected. */
  readonly reasons: readonly string[];
  /** Never verified successfully by the provider's branch: a failure does not fail the build. */
  readonly isPending: boolean;
  readonly isWorkInProgress: boolean;
}
