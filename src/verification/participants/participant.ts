/** A system that takes part in integrations, as consumer, provider or both. Pact calls it a pacticipant. */
export interface Participant {
  readonly id: string;
  readonly name: string;
  readonly displayName: string | null;
  readonly mainBranch: string | null;
  readonly repositoryUrl: string | null;
  readonly createdAt: Date;
  readonly updatedAt: Date;
}

/** A version of a participant; versions are ordered by their creation. */
export interface ParticipantVersion {
  readonly id: string;
  readonly participant: string;
  readonly number: string;
  readonly buildUrl: string | null;
  readonly createdAt: Date;
  readonly branches: readonly string[];
  readonly tags: readonly string[];
}

/** What a client may set of a participant; what is absent stays. */
export interface ParticipantChange {
  readonly displayName?: string | null | undefined;
  readonly mainBranch?: string | null | undefined;
  readonly repositoryUrl?: string | null | undefined;
}
