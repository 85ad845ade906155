import { newTraceparent } from "../../kernel/trace-context.js";
import type { EnterpriseEventIntent } from "../../platform/messaging/outbox.js";
import { type ContractActor, type ContractVersion, lineKey } from "../../registry/public.js";
import type { Evaluation } from "../evaluation.store.js";
import type { EvidenceFinding } from "../evidence/evidence.js";

const FINDINGS_MAX = 20;
const TEXT_LENGTH_MAX = 2000;

type Breaking = EvidenceFinding & { readonly fingerprint: string };

/** One event when the evidence refuses a candidate for what it breaks; none when something else refuses it. */
export function blockedEvents(
  version: ContractVersion,
  { evidence, evidenceHash }: Evaluation,
  { correlationId, traceparent }: ContractActor,
): readonly EnterpriseEventIntent[] {
  const breaking = evidence.items.flatMap(({ kind, verdict, findings }) =>
    kind === "DIFF" && verdict === "FAILED" ? findings.filter(isBreaking) : [],
  );
  if (breaking.length === 0) return [];
  const data = {
    version: version.version,
    digest: version.digest,
    evidenceHash,
    author: version.author,
    findingCount: breaking.length,
    findings: breaking.slice(0, FINDINGS_MAX).map(toData),
  };
  return [
    {
      name: "contract.breaking-change-blocked",
      partitionKey: lineKey(version),
      latencyClass: "NRT",
      correlationId,
      traceparent: traceparent ?? newTraceparent(),
      data,
    },
  ];
}

function isBreaking(finding: EvidenceFinding): finding is Breaking {
  return finding.severity === "ERROR" && finding.waiver === undefined && finding.fingerprint !== undefined;
}

function toData({
  code,
  fingerprint,
  message,
  pointer,
  certainty,
  impact,
}: Breaking): Readonly<Record<string, unknown>> {
  const clients = [...new Set((impact?.clients ?? []).map(({ clientId }) => clientId))];
  return {
    rule: code,
    fingerprint,
    message: message.slice(0, TEXT_LENGTH_MAX),
    pointer: pointer.slice(0, TEXT_LENGTH_MAX),
    ...(certainty === undefined ? {} : { certainty }),
    consumers: impact?.verdict ?? "unknown",
    ...(clients.length === 0 ? {} : { clients }),
  };
}
