import type { LintJob } from "../lint/lint-job.js";

/** Work the sandbox does; the texts of files travel before it, in pieces. */
export type SandboxTask =
  | { readonly kind: "lint"; readonly job: Omit<LintJob, "sources"> }
  | { readonly kind: "load"; readonly limits: LintJob["limits"] };

/** From the product to the sandbox. */
export type SandboxRequest =
  | { readonly kind: "text"; readonly entry: string; readonly file: string; readonly piece: string }
  | { readonly kind: "work"; readonly task: SandboxTask };

/** From the sandbox; `answer` pieces joined are the JSON of the result. */
export type SandboxReply =
  | { readonly kind: "ready" }
  | { readonly kind: "at"; readonly contract: string }
  | { readonly kind: "answer"; readonly piece: string }
  | { readonly kind: "done" }
  | { readonly kind: "failed"; readonly reason: string };

/** Length of one piece, so that no message keeps the event loop of the product. */
export const PIECE_LENGTH = 128 * 1024;

/** Cuts a text into pieces of that length; an empty text is one empty piece. */
export function piecesOf(text: string): string[] {
  const count = Math.max(1, Math.ceil(text.length / PIECE_LENGTH));
  return Array.from({ length: count }, (_, index) => text.slice(index * PIECE_LENGTH, (index + 1) * PIECE_LENGTH));
}
