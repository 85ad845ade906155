/** Which versions of one participant are meant. Without any member but the name: all of them. */
export interface ParticipantSelector {
  readonly participant: string;
  readonly number?: string | undefined;
  readonly branch?: string | undefined;
  readonly tag?: string | undefined;
  readonly isMainBranch?: boolean;
  readonly environment?: string | undefined;
  /** Only the newest of what the other members select. */
  readonly isLatest?: boolean;
}

/** Which versions of the participants that are not named are met. */
export type MatrixTarget =
  | { readonly kind: "environment"; readonly name: string }
  | { readonly kind: "tag"; readonly name: string; readonly isLatest: boolean }
  | { readonly kind: "main-branch"; readonly isLatest: boolean }
  | { readonly kind: "latest" };

/** What is left out of the verdict, and still shown. */
export interface IgnoredParticipant {
  readonly participant: string;
  /** Without it: every version. */
  readonly number?: string | undefined;
}

/** A question to the matrix of consumer versions and provider versions. */
export interface MatrixQuestion {
  readonly selectors: readonly ParticipantSelector[];
  readonly ignored: readonly IgnoredParticipant[];
  readonly target?: MatrixTarget | undefined;
  /** Of all provider versions that verified a pact only the newest, where no selector or target says which. */
  readonly isLatestProviderOnly: boolean;
  /** Rows that are shown; the verdict is always about all of them. */
  readonly shownMax: number;
  /** Shows only rows of these results: `true`, `false`, or `null` for unknown. */
  readonly shownResults?: readonly (boolean | null)[] | undefined;
}
