import type { EventIntent } from "../platform/messaging/outbox.js";
import type { StoppedPosting } from "./operator-stopped.js";
import type { Posting } from "./posting.js";

/** PostingReplayed of contracts/schemas/events.yaml. @param replayId absent when it was released by itself */
export function replayedEvent(before: StoppedPosting, replayId: string | undefined): EventIntent {
  const data = { ...headOf(before), previousState: before.state, ...(replayId === undefined ? {} : { replayId }) };
  return eventOf("posting.replayed", before, data);
}

/** PostingDiscarded of contracts/schemas/events.yaml. @param changeId the approved change of recovery */
export function discardedEvent(before: StoppedPosting, changeId: string): EventIntent {
  return eventOf("posting.discarded", before, { ...headOf(before), previousState: before.state, changeId });
}

/** PostingPosted of contracts/schemas/events.yaml. */
export function foundEvent(posted: Posting): EventIntent {
  return eventOf("posting.posted", posted, { ...headOf(posted), erpDocument: posted.erpDocument });
}

function headOf({ id, kind, sourceId, attempts, externalKey }: Posting): Readonly<Record<string, unknown>> {
  return { postingId: id, kind, sourceId, attempts, externalKey };
}

function eventOf(name: string, posting: Posting, data: EventIntent["data"]): EventIntent {
  const { plantCode, orderNumber, correlationId, traceparent } = posting;
  return { name, plantCode, orderNumber, latencyClass: "RT", correlationId, traceparent, data };
}
