import type { Finding } from "../../kernel/finding.js";
import type { Tx } from "../../platform/persistence/unit-of-work.js";
import type { Evaluation } from "../evaluation.store.js";
import type { EvidenceFinding, EvidenceKind } from "../evidence/evidence.js";
import type { ServedEntry } from "../served-entry.js";
import type { Waiver } from "./waiver.js";
import type { WaiverStore } from "./waiver.store.js";

type Waived = EvidenceFinding & {
  readonly kind: EvidenceKind;
  readonly waiver: NonNullable<EvidenceFinding["waiver"]>;
};

/** Says which findings are covered no more, because the waiver that covered them has expired or was revoked. */
export class WaiverDebts {
  constructor(private readonly waivers: WaiverStore) {}

  /** What the evidence of a candidate rests on and must still be in force, that very waiver. */
  async ofCandidate(tx: Tx, { evidence }: Evaluation, line: string, today: string): Promise<readonly Finding[]> {
    const waived = waivedOf(evidence);
    if (waived.length === 0) return [];
    const inForce = new Set((await this.waivers.inForce(tx, line, today)).map(({ id }) => id));
    const ended = waived.filter(({ waiver }) => !inForce.has(waiver.id));
    return ended.map((finding) => ({
      ...ending(finding),
      message: `The evidence rests on waiver ${finding.waiver.id} for ${finding.code}, which ${why(finding, today)}.`,
      fix: "Mend the finding or have it waived anew, then submit the version again.",
    }));
  }

  /**
   * What the version in force of a line was let through for. It stays in force, for taking it away would hurt more; but
   * nothing follows it until it is waived anew, or until the follower no longer has the finding.
   */
  async ofServed(
    tx: Tx,
    served: ServedEntry,
    { evidence }: Evaluation,
    follower: Evaluation | undefined,
    today: string,
  ): Promise<readonly Finding[]> {
    const waived = waivedOf(evidence);
    if (waived.length === 0) return [];
    const inForce = await this.waivers.inForce(tx, served.line, today);
    const open = waived.filter((finding) => !isCovered(finding, inForce) && !isMended(finding, follower));
    return open.map((finding) => ({
      ...ending(finding),
      message:
        `${served.line} ${served.version} is in force by waiver ${finding.waiver.id} for ${finding.code}, ` +
        `which ${why(finding, today)}.`,
      fix: `Have the finding of ${served.digest.slice(0, 12)} waived anew (fingerprint ${finding.fingerprint ?? ""}), or roll back.`,
    }));
  }
}

function waivedOf({ items }: Evaluation["evidence"]): readonly Waived[] {
  return items.flatMap(({ kind, findings }) =>
    findings.flatMap((finding) => (finding.waiver === undefined ? [] : [{ ...finding, kind, waiver: finding.waiver }])),
  );
}

function isCovered({ fingerprint, kind }: Waived, inForce: readonly Waiver[]): boolean {
  return inForce.some((waiver) => waiver.fingerprint === fingerprint && waiver.evidenceKind === kind);
}

/** A rule finds its fault again where it is; a comparison cannot tell, because the fault is in the base now. */
function isMended({ fingerprint, kind }: Waived, follower: Evaluation | undefined): boolean {
  const item = kind === "DIFF" ? undefined : follower?.evidence.items.find((other) => other.kind === kind);
  return item !== undefined && item.findings.every((finding) => finding.fingerprint !== fingerprint);
}

const why = ({ waiver: { endsOn } }: Waived, today: string): string =>
  endsOn < today ? `ended on ${endsOn}` : "is not in force any more";

function ending({ kind, pointer }: Waived): Pick<Finding, "code" | "severity" | "check" | "pointer"> {
  return { code: "WAIVER_ENDED", severity: "ERROR", check: kind, pointer };
}
