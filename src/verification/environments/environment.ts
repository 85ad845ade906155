/** Where versions run, such as `production`. */
export interface Environment {
  readonly id: string;
  readonly name: string;
  readonly displayName: string | null;
  readonly isProduction: boolean;
  readonly contacts: readonly unknown[];
  readonly createdAt: Date;
  readonly updatedAt: Date;
}

/** What a client says of an environment. */
export type EnvironmentDefinition = Pick<Environment, "name" | "displayName" | "isProduction" | "contacts">;

/** DEPLOYED replaces what ran in the same instance; RELEASED versions are supported side by side. */
export type PresenceKind = "DEPLOYED" | "RELEASED";

/** A version in an environment, now or in the past. */
export interface Presence {
  readonly id: string;
  readonly kind: PresenceKind;
  readonly environmentId: string;
  readonly environment: string;
  readonly isProduction: boolean;
  readonly participant: string;
  readonly number: string;
  /** Empty for the only instance. */
  readonly instance: string;
  readonly startedAt: Date;
  /** Null while it is there. */
  readonly endedAt: Date | null;
}
