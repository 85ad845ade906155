import type { Finding } from "../../kernel/finding.js";
import type { CloudEvent } from "./cloud-event.js";

/** An event that must not be published: our own fault, never the caller's. */
export class EventContractError extends Error {
  override readonly name = "EventContractError";

  constructor(
    event: CloudEvent,
    readonly findings: readonly Finding[],
  ) {
    const breaches = findings.map((finding) => finding.message).join(" ");
    super(`The event ${event.type} of ${event.subject} breaks its contract. ${breaches}`);
  }
}
