import type { Clock } from "../../kernel/clock.js";
import { fullDateOf } from "../waivers/full-date.js";
import type { UnitOfWork } from "../../platform/persistence/unit-of-work.js";
import { lineKey } from "../../registry/public.js";
import type { Waiver } from "../waivers/waiver.js";
import type { WaiverStore } from "../waivers/waiver.store.js";
import type { EvidenceAnnotator, EvidenceFinding, EvidenceItem, EvidenceSubject } from "./evidence.js";

/** Marks the findings that a waiver in force covers. Whether it still is in force, the gate asks again. */
export class WaiverAnnotator implements EvidenceAnnotator {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly waivers: WaiverStore,
    private readonly clock: Clock,
  ) {}

  async annotate(item: EvidenceItem, { candidate }: EvidenceSubject): Promise<EvidenceItem> {
    if (!item.findings.some(({ fingerprint }) => fingerprint !== undefined)) return item;
    const today = fullDateOf(this.clock.now());
    const waivers = await this.unitOfWork.run((tx) => this.waivers.inForce(tx, lineKey(candidate.line), today));
    return applyWaivers(item, waivers);
  }
}

/**
 * An item passes when every finding of it that blocks is waived. What was not run stays so, a finding without a
 * fingerprint cannot be waived, and the risk stays what it was: people still approve a break as one.
 */
export function applyWaivers(item: EvidenceItem, waivers: readonly Waiver[]): EvidenceItem {
  const own = waivers.filter(({ evidenceKind }) => evidenceKind === item.kind);
  const findings = item.findings.map((finding) => withWaiver(finding, own));
  const blocking = findings.filter(({ severity }) => severity === "ERROR");
  const isJudged = item.verdict === "FAILED" || item.verdict === "UNDECIDED";
  const isWaived = isJudged && blocking.length > 0 && blocking.every(({ waiver }) => waiver !== undefined);
  return { ...item, findings, ...(isWaived ? { verdict: "PASSED" as const } : {}) };
}

/** A waiver that was approved for a doubt does not cover the same change once a witness shows that it breaks. */
function withWaiver(finding: EvidenceFinding, waivers: readonly Waiver[]): EvidenceFinding {
  const isProven = finding.certainty === "proven-breaking";
  const waiver = waivers.find(
    ({ fingerprint, isProvenBreaking }) => fingerprint === finding.fingerprint && (isProvenBreaking || !isProven),
  );
  if (waiver === undefined) return finding;
  const { id, owner, reason, endsOn } = waiver;
  return { ...finding, waiver: { id, owner, reason, endsOn } };
}
