import type { ApproveWaiver } from "./approve-waiver.js";
import type { RequestWaiver } from "./request-waiver.js";
import type { RevokeWaiver } from "./revoke-waiver.js";

/** The use cases that change the life of a waiver. */
export interface WaiverCommands {
  readonly request: RequestWaiver;
  readonly approve: ApproveWaiver;
  readonly revoke: RevokeWaiver;
}

/** Injection token of the WaiverCommands. */
export const WAIVER_COMMANDS = "WaiverCommands";
