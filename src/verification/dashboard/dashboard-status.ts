import type { DashboardItem } from "./read-dashboard.js";

/** `stale`: an earlier content of the pair was verified, this one was not. */
export type VerificationStatus = "success" | "failed" | "stale" | "never";

export function verificationStatus({ isSuccess, wasVerified }: DashboardItem): VerificationStatus {
  if (isSuccess !== null) return isSuccess ? "success" : "failed";
  return wasVerified ? "stale" : "never";
}

const SENT = {
  PENDING: "not_run",
  SENDING: "not_run",
  RETRY_WAIT: "retrying",
  SUCCEEDED: "success",
  FAILED: "failure",
} as const;

/** `none`: there is no webhook for the pair. */
export type WebhookStatus = "none" | (typeof SENT)[keyof typeof SENT];

export function webhookStatus({ hasWebhook, webhookState }: DashboardItem): WebhookStatus {
  if (webhookState !== null) return SENT[webhookState];
  return hasWebhook ? "not_run" : "none";
}
