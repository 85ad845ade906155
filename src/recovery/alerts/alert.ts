/** OPEN until somebody looks after it; RESOLVED when what it was about is over. */
export type AlertState = "OPEN" | "ACKNOWLEDGED" | "RESOLVED";

export type AlertSeverity = "WARNING" | "CRITICAL";

/** Something that needs somebody, as a rule sees it. */
export interface Sighting {
  readonly plantCode: string;
  /** What it is about; the same trouble keeps its subject for as long as it lasts. */
  readonly subject: string;
  readonly severity: AlertSeverity;
  /** One line, at most 200 characters. */
  readonly title: string;
  readonly detail: string;
  /** What to do and where to look. */
  readonly remedy: string;
  /** Who looks after it, as far as somebody was named. */
  readonly owner: string | null;
  /** How many things it is about. */
  readonly count: number;
}

/** An alert as the management API shows it. */
export interface Alert extends Sighting {
  readonly id: string;
  readonly rule: string;
  readonly state: AlertState;
  readonly raisedAt: string;
  readonly seenAt: string;
  /** 0 until nobody acknowledged it in time, or until it became worse. */
  readonly escalationLevel: number;
  readonly escalatedAt: string | null;
  readonly acknowledgedBy: string | null;
  readonly acknowledgedAt: string | null;
  /** What whoever acknowledged it has to say. */
  readonly note: string | null;
  readonly resolvedAt: string | null;
  readonly traceparent: string;
}
