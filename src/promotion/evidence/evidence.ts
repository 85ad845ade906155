import type { WitnessedComparison } from "../../governance/public.js";
import type { Finding } from "../../kernel/finding.js";
import type { Tx } from "../../platform/persistence/unit-of-work.js";
import type { ContractBundle, ContractLine } from "../../registry/public.js";
import type { AffectedClient, Impact, TouchingChange } from "../../usage/public.js";
import type { ServedEntry } from "../served-entry.js";
import type { AppliedWaiver } from "../waivers/waiver.js";

/** LINT: rules over the contract; DIFF: comparison with what is served; BINDING: this build can serve it; PACT: its consumers. */
export type EvidenceKind = "LINT" | "DIFF" | "BINDING" | "PACT";

/** Only PASSED is a pass. */
export type EvidenceVerdict = "PASSED" | "FAILED" | "UNDECIDED" | "NOT_RUN";

/** Decides how many people must approve. */
export type ContractRisk = "NON_BREAKING" | "BREAKING";

type ProvenChange = WitnessedComparison["changes"][number];

/** Who really uses what a finding touches, as it was counted when the evidence was gathered. */
export interface FindingImpact {
  readonly verdict: Impact["verdict"];
  /** The sentence for reviewers: who, how often, since when; or that nobody was seen, or nobody looked. */
  readonly statement: string;
  readonly clients: readonly AffectedClient[];
}

/** A finding with what is known about it besides its message. */
export interface EvidenceFinding extends Finding {
  /** What a waiver is bound to; absent where nothing can be waived, such as a rule that was not run. */
  readonly fingerprint?: string;
  /** How sure a break is; absent on findings that are no break, or an undecided one. */
  readonly certainty?: NonNullable<ProvenChange["certainty"]>;
  /** A value or an exchange that the version in force accepts and the candidate refuses, or the other way round. */
  readonly witness?: NonNullable<ProvenChange["witness"]>;
  /** Why there is no witness. */
  readonly witnessGap?: string;
  /** The change itself, for the question who uses what it touches. */
  readonly change?: TouchingChange;
  readonly impact?: FindingImpact;
  /** Present when a waiver in force covers the finding; it then does not block. */
  readonly waiver?: AppliedWaiver;
}

/** What one check found. */
export interface EvidenceItem {
  readonly kind: EvidenceKind;
  readonly verdict: EvidenceVerdict;
  /** Hash of the rules that judged; other rules make the evidence stale. */
  readonly rulesetHash: string;
  /** Hash of what was judged besides the contracts, such as who runs what; other inputs make the evidence stale. */
  readonly inputsHash?: string;
  readonly findings: readonly EvidenceFinding[];
  /** BREAKING when consumers must change, also where a waiver or a new major version allows it. */
  readonly risk: ContractRisk;
  /** What reviewers need beyond findings; plain JSON, the same for the same input. */
  readonly details?: Readonly<Record<string, unknown>>;
}

/** What is judged, and all that is served while it is. */
export interface EvidenceSubject {
  readonly candidate: ContractBundle;
  readonly served: readonly { readonly entry: ServedEntry; readonly bundle: ContractBundle }[];
}

/** A check whose result a promotion rests on. It must give the same item for the same subject. */
export interface EvidenceProducer {
  readonly kind: EvidenceKind;
  /** Hash of the rules it would judge by now. */
  rulesetHash(): Promise<string>;
  /** Hash of what it would judge by now besides the contracts; absent where it judges contracts alone. */
  inputsHash?(version: ContractLine & { readonly version: string }, tx: Tx): Promise<string>;
  /** Expected faults are in the item; what it throws counts as NOT_RUN. */
  produce(subject: EvidenceSubject): Promise<EvidenceItem>;
}

/** Adds to an item what only the running system knows: who uses what it touches, and what people have accepted. */
export interface EvidenceAnnotator {
  annotate(item: EvidenceItem, subject: EvidenceSubject): Promise<EvidenceItem>;
}

/** Without each of these nothing is promoted. */
export const REQUIRED_EVIDENCE: readonly EvidenceKind[] = ["LINT", "DIFF", "BINDING"];
