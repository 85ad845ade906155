import type { ErpDocumentRef } from "../../connectors/public.js";
import type { Flow, FlowPosting } from "./flow.js";

type Answered = Pick<Flow, "state" | "code" | "detail" | "subject" | "postings">;

/**
 * Whether it has reached the ERP. What is worst decides: one document that is missing is what somebody has to know, however
 * many have arrived.
 */
export function answerOfFlow(flow: Answered): string {
  const open = flow.postings.filter((posting) => !isSettled(posting));
  const worst = STATES.map((state) => open.find((posting) => posting.state === state)).find((found) => found);
  if (worst !== undefined) return sentenceOf(worst);
  const posted = flow.postings.filter(({ state }) => state === "POSTED");
  if (posted.length > 0) return `Yes: ${posted.map(documentOf).join(", ")}.`;
  return flow.postings.length > 0 ? endOf(flow.postings) : withoutPostings(flow);
}

const isSettled = ({ state }: FlowPosting): boolean => ["POSTED", "DISCARDED", "REVERSED"].includes(state);

/** The one that needs somebody most first. */
const STATES = [
  "UNKNOWN",
  "PROBING",
  "DEAD",
  "PARKED",
  "BLOCKED_BY_HOLD",
  "RETRY_WAIT",
  "POSTING",
  "PENDING",
  "REVERSING",
  "AGGREGATED",
] as const;

function sentenceOf(posting: FlowPosting): string {
  const { kind, destination, state, code, nextAttemptAt, behind, attempts } = posting;
  const why = code === null ? "" : ` (${code})`;
  switch (state) {
    case "UNKNOWN":
    case "PROBING":
      return `Nobody knows yet: ${destination} did not answer ${kind}; it is looked up by its key before anything is sent again.`;
    case "DEAD":
      return `No: ${kind} was given up after ${attempts.length} attempts${why}; it can be replayed.`;
    case "PARKED":
      return `No: ${destination} refused ${kind}${why}; it waits for a person.`;
    case "BLOCKED_BY_HOLD":
      return `Not yet: a quality hold keeps ${kind} back${why}.`;
    case "RETRY_WAIT":
      return `Not yet: ${destination} did not take ${kind}${why}; attempt ${attempts.length + 1} is due at ${nextAttemptAt}.`;
    case "POSTING":
      return `Not yet: ${kind} is being sent to ${destination}.`;
    default:
      return behind === null
        ? `Not yet: ${kind} is due at ${nextAttemptAt ?? "a later time"}.`
        : `Not yet: ${kind} waits behind ${behind.kind} ${behind.id} of the same order, which is ${behind.state}.`;
  }
}

function documentOf({ kind, destination, erpDocument, postedAt }: FlowPosting): string {
  return `${kind} is ${numberOf(erpDocument)} in ${destination} since ${postedAt ?? "then"}`;
}

function numberOf(document: ErpDocumentRef | null): string {
  if (document === null) return "posted";
  const { number, year, item } = document;
  return `document ${[number, year, item].filter((part) => part !== undefined).join("/")}`;
}

function endOf(postings: readonly FlowPosting[]): string {
  const isDiscarded = postings.some(({ state }) => state === "DISCARDED");
  return isDiscarded ? "No: two persons have given it up." : "It was, and has been taken back.";
}

function withoutPostings({ state, code, detail, subject }: Answered): string {
  const where = subject === null ? "" : ` Its ${subject.type} is ${subject.state}${reasonOf(subject.reason)}.`;
  if (state === "SUCCEEDED") return `It is done; nothing of it goes to the ERP.${where}`;
  if (state === "RUNNING") return `Not yet: it is accepted and under way.${where}`;
  const why = [code, detail].filter((part) => part !== null).join(": ");
  return `No: it ${state === "PARKED" ? "waits for a person" : "failed"}${why === "" ? "" : ` (${why})`}.${where}`;
}

const reasonOf = (reason: string | null): string => (reason === null ? "" : ` (${reason})`);
