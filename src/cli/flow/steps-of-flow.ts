interface Attempt {
  readonly n: number;
  readonly action: string;
  readonly outcome: string;
  readonly endedAt: string;
  readonly code: string | null;
}

interface Posting {
  readonly id: string;
  readonly kind: string;
  readonly destination: string;
  readonly state: string;
  readonly externalKey: string;
  readonly carriedBy: string | null;
  readonly attempts: readonly Attempt[];
  readonly enqueuedAt: string;
  readonly nextAttemptAt: string | null;
  readonly postedAt: string | null;
  readonly erpDocument: { readonly number: string; readonly year?: string; readonly item?: string } | null;
  readonly code: string | null;
  readonly detail: string | null;
  readonly behind: { readonly id: string; readonly kind: string; readonly state: string } | null;
}

/** A flow as the gateway answers it, as far as it is printed. */
export interface ShownFlow {
  readonly id: string;
  readonly kind: string;
  readonly plantCode: string;
  readonly orderNumber: string | null;
  readonly clientId: string;
  readonly correlationId: string;
  readonly state: string;
  readonly submittedAt: string;
  readonly answer: string;
  readonly subject: {
    readonly type: string;
    readonly state: string;
    readonly reason: string | null;
    readonly at: string | null;
  } | null;
  readonly postings: readonly Posting[];
}

/** One line of the way of a request. */
export interface FlowStep {
  /** RFC 3339; undefined where nobody keeps the time. */
  readonly at: string | undefined;
  readonly what: string;
  readonly detail: string;
}

/** From the request to the documents, posting by posting. */
export function stepsOf(flow: ShownFlow): readonly FlowStep[] {
  const { subject } = flow;
  return [
    { at: flow.submittedAt, what: "accepted", detail: "" },
    ...(subject === null
      ? []
      : [{ at: subject.at ?? undefined, what: `${subject.type} ${subject.state}`, detail: subject.reason ?? "" }]),
    ...flow.postings.flatMap(stepsOfPosting),
  ];
}

function stepsOfPosting(posting: Posting): readonly FlowStep[] {
  const { kind, destination, id, externalKey, carriedBy } = posting;
  const carried = carriedBy === null ? "" : `, carried by ${carriedBy}`;
  return [
    {
      at: posting.enqueuedAt,
      what: `${kind} enqueued`,
      detail: `for ${destination}, posting ${id}, key ${externalKey}${carried}`,
    },
    ...posting.attempts.map(({ n, action, outcome, endedAt, code }) => ({
      at: endedAt,
      what: `${kind} ${action === "SEND" ? "sent" : "looked up"}`,
      detail: `attempt ${n}: ${outcome}${code === null ? "" : ` (${code})`}`,
    })),
    {
      at: posting.postedAt ?? posting.nextAttemptAt ?? undefined,
      what: `${kind} ${posting.state}`,
      detail: endOf(posting),
    },
  ];
}

function endOf({ erpDocument, nextAttemptAt, behind, code, detail }: Posting): string {
  if (erpDocument !== null) {
    const { number, year, item } = erpDocument;
    return `ERP document ${[number, year, item].filter((part) => part !== undefined).join("/")}`;
  }
  if (behind !== null) return `waits behind ${behind.kind} ${behind.id}, which is ${behind.state}`;
  const due = nextAttemptAt === null ? [] : ["next attempt at this time"];
  return [...due, ...[code, detail].filter((part) => part !== null)].join(": ");
}
