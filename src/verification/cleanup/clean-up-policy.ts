/** How long the registry keeps what nobody needs any more. */
export interface CleanUpPolicy {
  /** Newest versions that are kept of each branch, of each tag, and of each participant without both. */
  readonly versionsPerBranch: number;
  /** Days that a version is kept in any case; not shorter than work in progress is looked for. */
  readonly days: number;
  /** Once a day, by a worker. */
  readonly isScheduled: boolean;
}

/** The policy in force. */
export interface StoredCleanUpPolicy extends CleanUpPolicy {
  readonly updatedBy: string;
  readonly updatedAt: Date;
  /** When the schedule ran last. */
  readonly ranAt: Date | null;
}

/** What a clean-up would remove, as it stands now. */
export interface CleanUpPlan {
  readonly versionCount: number;
  /** Over all these versions: who applies the plan says by it what he has seen. */
  readonly planHash: string;
  /** The oldest hundred. */
  readonly versions: readonly { readonly participant: string; readonly number: string; readonly createdAt: string }[];
  readonly participants: readonly { readonly participant: string; readonly count: number }[];
  /** Webhooks that were sent longer ago. */
  readonly deliveryCount: number;
}

/** What a clean-up has removed. */
export interface CleanUpResult {
  readonly versionCount: number;
  readonly contentCount: number;
  readonly deliveryCount: number;
}

/** The first moment that is kept: the same all day (UTC), so that a plan still holds when it is applied. */
export function cutoffOf({ days }: Pick<CleanUpPolicy, "days">, now: Date): string {
  const midnight = Date.UTC(now.getUTCFullYear(), now.getUTCMonth(), now.getUTCDate());
  return new Date(midnight - days * 86_400_000).toISOString();
}
