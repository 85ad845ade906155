import { lineKey } from "../../registry/public.js";
import { type ObservedUsage, type ReadUsage, describeImpact, impactOf } from "../../usage/public.js";
import type { EvidenceAnnotator, EvidenceFinding, EvidenceItem, EvidenceSubject } from "./evidence.js";

/** More clients than this are told in the sentence as a number. */
const CLIENTS_MAX = 50;

/** Says of every finding that touches consumers who really uses what it touches, nobody, or that it is unknown. */
export class ImpactAnnotator implements EvidenceAnnotator {
  constructor(private readonly usage: Pick<ReadUsage, "read">) {}

  async annotate(item: EvidenceItem, { candidate: { line }, served }: EvidenceSubject): Promise<EvidenceItem> {
    const isServed = served.some(({ entry }) => entry.line === lineKey(line));
    if (!isServed || !item.findings.some(({ change }) => change !== undefined)) return item;
    const usage = await this.usage.read(line.name, line.major);
    return { ...item, findings: item.findings.map((finding) => withImpact(finding, usage)) };
  }
}

function withImpact(finding: EvidenceFinding, usage: ObservedUsage): EvidenceFinding {
  if (finding.change === undefined) return finding;
  const impact = impactOf(finding.change, usage);
  const { verdict, clients } = impact;
  return {
    ...finding,
    impact: { verdict, statement: describeImpact(impact), clients: clients.slice(0, CLIENTS_MAX) },
  };
}
