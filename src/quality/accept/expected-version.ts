import { Refusal } from "../../platform/accept/public.js";

/** Versions that the change was made from; `*` is any. */
export type ExpectedVersion = "*" | readonly number[];

/** @throws Refusal ETAG_MISMATCH when the resource, whose row the caller holds, has another version */
export function requireVersion(expected: ExpectedVersion, version: number): void {
  if (expected === "*" || expected.includes(version)) return;
  const named = expected.length === 0 ? "no version" : `version ${expected.join(" or ")}`;
  throw new Refusal("ETAG_MISMATCH", `If-Match names ${named}, the resource has version ${version}; read it again.`);
}
