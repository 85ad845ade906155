import { sha256Hex } from "../../../src/kernel/hash.js";
import type { EvidenceItem, EvidenceProducer, EvidenceSubject } from "../../../src/promotion/public.js";
import { type ContractBundle, entryDocument } from "../../../src/registry/public.js";

/**
 * Stands in for the rules and the comparison of src/governance where a test is about the gate and not about rules: a
 * contract with the title "lint me" has a fault, and a path that is gone breaks.
 */
export function standInEvidence(): readonly EvidenceProducer[] {
  return [producer("LINT", lint), producer("DIFF", diff)];
}

type Judge = (subject: EvidenceSubject) => Pick<EvidenceItem, "verdict" | "risk" | "findings">;

function producer(kind: "LINT" | "DIFF", judge: Judge): EvidenceProducer {
  const rulesetHash = `${kind.toLowerCase()}-1`;
  return {
    kind,
    rulesetHash: () => Promise.resolve(rulesetHash),
    produce: (subject) => Promise.resolve({ kind, rulesetHash, ...judge(subject) }),
  };
}

const lint: Judge = ({ candidate }) => {
  const { title } = entryDocument(candidate)["info"] as { title: string };
  if (title !== "lint me") return { verdict: "PASSED", risk: "NON_BREAKING", findings: [] };
  const finding = {
    code: "ilk-info-title",
    severity: "ERROR" as const,
    message: "The title is no title.",
    pointer: "/info/title",
    fingerprint: sha256Hex("title"),
  };
  return { verdict: "FAILED", risk: "NON_BREAKING", findings: [finding] };
};

const diff: Judge = ({ candidate, served }) => {
  const own = served.find(({ bundle: { line } }) => JSON.stringify(line) === JSON.stringify(candidate.line));
  const gone = own === undefined ? [] : pathsOf(own.bundle).filter((path) => !pathsOf(candidate).includes(path));
  const findings = gone.map((path) => {
    return {
      code: "path.removed",
      severity: "ERROR" as const,
      message: `The path ${path} is gone.`,
      pointer: "/paths",
      fingerprint: sha256Hex(path),
      certainty: "proven-breaking" as const,
      change: {
        rule: "path.removed",
        view: "request" as const,
        touches: [{ operation: `GET ${path}`, fieldPaths: [] }],
        fact: { change: "removed" },
      },
    };
  });
  return {
    verdict: gone.length === 0 ? "PASSED" : "FAILED",
    risk: gone.length === 0 ? "NON_BREAKING" : "BREAKING",
    findings,
  };
};

const pathsOf = (bundle: ContractBundle): string[] => Object.keys(entryDocument(bundle)["paths"] ?? {});
