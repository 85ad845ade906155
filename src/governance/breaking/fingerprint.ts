import { sha256Hex } from "../../kernel/hash.js";
import { canonicalJson } from "./canonical-json.js";
import type { Fact } from "./fact.js";

/** Stable identity of a change: what a waiver is bound to. Wording, notes and positions stay out. */
export function fingerprintOf(ruleId: string, { change, kind, base, revision, subjects }: Fact): string {
  return sha256Hex(canonicalJson({ ruleId, change, kind, base, revision, subjects: subjects ?? [] }));
}
