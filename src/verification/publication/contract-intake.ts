import type { ContractLine } from "../../registry/public.js";
import type { ChangeActor } from "../record-change.js";

/** A document that a provider published and that describes a governed API. */
export interface ProviderDocument {
  readonly line: ContractLine;
  /** Of the contract, without a build: `1.2.0`. */
  readonly version: string;
  /** YAML or JSON. */
  readonly text: string;
}

/** What became of it. */
export interface IntakeOutcome {
  readonly digest: string;
  /** IN_FORCE: the version is served already, with just this content. BLOCKED: its evidence does not pass. */
  readonly verdict: "IN_FORCE" | "PASSED" | "BLOCKED";
  /** Parts of the evidence that pass, such as LINT. */
  readonly passed: readonly string[];
  /** One sentence for each reason against it. */
  readonly reasons: readonly string[];
}

/** Asks whether the caller may do something with the contract; throws when not. */
export type RequirePermission = (
  permission: string,
  contract: { readonly contract: string; readonly author: string; readonly state: string },
) => void;

/** Takes documents of providers as contract versions and gathers their evidence; promotion implements it. */
export interface ContractIntake {
  /** @returns undefined when no version of such an API was ever registered */
  accept(
    document: ProviderDocument,
    actor: ChangeActor,
    requirePermission: RequirePermission,
  ): Promise<IntakeOutcome | undefined>;
}

/** Token of the list of intakes; empty where contracts are not governed. */
export const CONTRACT_INTAKES = "ContractIntakes";
