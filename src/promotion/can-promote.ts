import type { Clock } from "../kernel/clock.js";
import type { Finding } from "../kernel/finding.js";
import { InterlockError } from "../kernel/problem.js";
import { type ApprovalSubject, type Approvals, type Proposal, approvalProblems } from "../platform/approvals/public.js";
import type { Tx } from "../platform/persistence/unit-of-work.js";
import { type ContractVersion, lineKey } from "../registry/public.js";
import type { Evaluation, EvaluationStore } from "./evaluation.store.js";
import { type EvidenceFinding, type EvidenceItem, REQUIRED_EVIDENCE } from "./evidence/evidence.js";
import type { GatherEvidence } from "./evidence/gather-evidence.js";
import { type ServedEntries, isInForce, servedHash } from "./served-entry.js";
import { fullDateOf } from "./waivers/full-date.js";
import type { WaiverDebts } from "./waivers/waiver-debts.js";

/** As contracts/schemas/problem.yaml promises. */
const MESSAGE_LENGTH_MAX = 1000;

/** What the gate decided and on what. */
export interface GateReport {
  /** Empty when the version may be promoted. */
  readonly reasons: readonly Finding[];
  readonly evaluation: Evaluation | undefined;
  /** What people decide about, with their votes; undefined while there is nothing to decide. */
  readonly proposal: Proposal | undefined;
}

/** The gate: says why a version may not be promoted. Nothing missing, stale or undecided passes. */
export class CanPromote {
  constructor(
    private readonly evaluations: EvaluationStore,
    private readonly evidence: GatherEvidence,
    private readonly approvals: Approvals,
    private readonly debts: WaiverDebts,
    private readonly clock: Clock,
  ) {}

  /** @param served the set in force @param tx in which the decision is used, when it is used */
  async check(tx: Tx, version: ContractVersion, served: ServedEntries): Promise<GateReport> {
    const evaluation = await this.evaluations.latest(tx, version.digest);
    const debts = await this.#debtReasons(tx, version, served, evaluation);
    if (evaluation === undefined) {
      const reasons = [...stateReason(version), missing("No evidence was gathered; submit the version."), ...debts];
      return { reasons, evaluation, proposal: undefined };
    }
    const reasons = [
      ...stateReason(version),
      ...(await this.#staleReasons(tx, version, served, evaluation)),
      ...evidenceReasons(evaluation),
      ...debts,
      ...(await this.#approvalReasons(tx, evaluation)),
    ];
    const { proposalId } = evaluation;
    return {
      reasons,
      evaluation,
      proposal: proposalId === undefined ? undefined : await this.approvals.get(tx, proposalId),
    };
  }

  async #staleReasons(
    tx: Tx,
    version: ContractVersion,
    served: ServedEntries,
    evaluation: Evaluation,
  ): Promise<readonly Finding[]> {
    const rulesetHash = await this.evidence.rulesetHash();
    const outdated = await this.evidence.outdated(tx, version, evaluation.evidence);
    const changed = [
      ...(evaluation.servedHash === servedHash(served) ? [] : ["the set in force"]),
      ...(evaluation.rulesetHash === rulesetHash ? [] : ["the rules"]),
      ...outdated.map((kind) =>
        kind === "PACT" ? "its consumers, their pacts or their results" : `what ${kind} judges`,
      ),
    ];
    if (changed.length === 0) return [];
    const message = `The evidence was gathered before ${changed.join(" and ")} changed.`;
    return [reason("EVIDENCE_STALE", message, "Submit the version again and have the new evidence approved.")];
  }

  /** Waivers end by themselves, so what they let through is asked about each time. */
  async #debtReasons(
    tx: Tx,
    version: ContractVersion,
    served: ServedEntries,
    evaluation: Evaluation | undefined,
  ): Promise<readonly Finding[]> {
    const today = fullDateOf(this.clock.now());
    const line = lineKey(version);
    const own = evaluation === undefined ? [] : await this.debts.ofCandidate(tx, evaluation, line, today);
    const entry = served.find((other) => other.line === line && other.digest !== version.digest && isInForce(other));
    const before = entry === undefined ? undefined : await this.evaluations.latest(tx, entry.digest);
    if (entry === undefined || before === undefined) return own;
    return [...own, ...(await this.debts.ofServed(tx, entry, before, evaluation, today))];
  }

  /** Asked anew each time: an approver may have turned out to be the author. */
  async #approvalReasons(tx: Tx, { digest, evidenceHash, proposalId }: Evaluation): Promise<readonly Finding[]> {
    if (proposalId === undefined) return [];
    try {
      await this.approvals.requireApproved(tx, approvalSubject(digest), evidenceHash);
      return [];
    } catch (error) {
      if (!(error instanceof InterlockError) || error.code !== approvalProblems.APPROVAL_REQUIRED.code) throw error;
      return [reason("APPROVAL_MISSING", error.message, "Let people other than the author approve this evidence.")];
    }
  }
}

/** What the approvals of a contract version are about. */
export function approvalSubject(digest: string): ApprovalSubject {
  return { type: "contract-version", id: digest };
}

function stateReason(version: ContractVersion): readonly Finding[] {
  if (version.state === "approved") return [];
  const message = `${lineKey(version)} ${version.version} is ${version.state}; only an approved version is promoted.`;
  return [reason("CONTRACT_STATE_CONFLICT", message, "Submit it and let others approve it.")];
}

/** Says of every part of the evidence why it is no pass. */
export function evidenceReasons({ evidence }: Evaluation): readonly Finding[] {
  const absent = REQUIRED_EVIDENCE.filter((kind) => !evidence.items.some((item) => item.kind === kind));
  return [
    ...absent.map((kind) => missing(`The evidence ${kind} is missing.`, kind)),
    ...evidence.items.flatMap((item) => itemReasons(item)),
  ];
}

function itemReasons({ kind, verdict, findings }: EvidenceItem): readonly Finding[] {
  if (verdict === "PASSED") return [];
  const code = `EVIDENCE_${verdict}`;
  const own = findings.filter(({ severity, waiver }) => severity === "ERROR" && waiver === undefined).map(toReason);
  return [
    { code, severity: "ERROR", check: kind, message: `The evidence ${kind} is ${verdict}.`, pointer: "" },
    ...own,
  ];
}

/** What the evidence knows besides is read there; who is hurt belongs into the refusal itself. */
function toReason({ code, severity, check, message, pointer, fix, impact }: EvidenceFinding): Finding {
  return {
    code,
    severity,
    message: (impact === undefined ? message : `${message} ${impact.statement}`).slice(0, MESSAGE_LENGTH_MAX),
    pointer,
    ...(check === undefined ? {} : { check }),
    ...(fix === undefined ? {} : { fix }),
  };
}

function missing(message: string, kind?: string): Finding {
  return {
    ...reason("EVIDENCE_MISSING", message, "Submit the version."),
    ...(kind === undefined ? {} : { check: kind }),
  };
}

function reason(code: string, message: string, fix: string): Finding {
  return { code, severity: "ERROR", message, pointer: "", fix };
}
