import type { QueuedState } from "../queued/queued-send.js";

/** One message as the status entity shows it. */
interface StatusRow {
  readonly MessageState?: unknown;
  /** Journal or voucher that the processing has made. */
  readonly ResultDocument?: unknown;
  readonly ErrorCode?: unknown;
  readonly ErrorText?: unknown;
}

/**
 * What the messages with one key amount to: booked if one is, else waiting if one may still be processed. A state that
 * is not known here counts as waiting, since nobody could say that it is not booked.
 * @returns undefined when the answer is no OData list
 */
export function queuedStateOf(body: unknown): QueuedState | undefined {
  const rows = rowsOf(body);
  if (rows === undefined) return undefined;
  const booked = rows.find((row) => row.MessageState === "Processed");
  if (booked !== undefined)
    return { state: "BOOKED", document: { number: textOf(booked.ResultDocument, "processed") } };
  const failed = rows.find((row) => row.MessageState === "Failed");
  const open = rows.filter((row) => row.MessageState !== "Failed" && row.MessageState !== "Canceled");
  if (open.length > 0) return { state: "WAITING" };
  if (failed === undefined) return { state: "ABSENT" };
  const remedy = "Process the message in Dynamics 365, or cancel it there, then release this posting.";
  return {
    state: "FAILED",
    foreignCode: textOf(failed.ErrorCode, "FAILED"),
    text: `${textOf(failed.ErrorText, "The message failed.")} ${remedy}`,
  };
}

function rowsOf(body: unknown): readonly StatusRow[] | undefined {
  if (typeof body !== "object" || body === null || !("value" in body) || !Array.isArray(body.value)) return undefined;
  return body.value as readonly StatusRow[];
}

const textOf = (value: unknown, otherwise: string): string =>
  typeof value === "string" && value !== "" ? value : otherwise;
