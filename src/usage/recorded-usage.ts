/** `request`: sent by the client; `response`: returned to it. */
export type FieldDirection = "request" | "response";

/** A stretch of time in which one process counted. */
export interface ObservationWindow {
  readonly startedAt: Date;
  readonly observedUntil: Date;
  /** Calls that were made and not counted. */
  readonly lostCalls: number;
}

/** Calls of one client in one plant to one operation. */
export interface RecordedCalls {
  /** `POST /orders`, as the contract writes it. */
  readonly operation: string;
  readonly clientId: string;
  /** Empty where the operation has no plant of its own. */
  readonly plantCode: string;
  readonly calls: number;
  /** Calls whose body was looked at: all that had one. */
  readonly requests: number;
  /** Answers looked at: a sample. */
  readonly answers: number;
  /** False when some field found no room or a long array was only looked into. */
  readonly isComplete: boolean;
  /** Last day with a call, ISO date. */
  readonly lastDay: string;
}

/** A field and in how many of the bodies that were looked at it occurred. */
export interface RecordedField {
  readonly operation: string;
  readonly clientId: string;
  readonly plantCode: string;
  readonly direction: FieldDirection;
  /** RFC 6901, `*` for every element. */
  readonly field: string;
  readonly calls: number;
}

/** What was counted for one version of an API since a day. */
export interface RecordedUsage {
  readonly since: Date;
  readonly windows: readonly ObservationWindow[];
  readonly calls: readonly RecordedCalls[];
  readonly fields: readonly RecordedField[];
}
