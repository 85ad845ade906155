import { loadContractBundle } from "../governance/public.js";
import { InterlockError } from "../kernel/problem.js";
import { EVERY_ROW } from "../platform/security/public.js";
import {
  type ContractBundle,
  type ContractVersion,
  PREDICATE_PARAMETER,
  type ReadContracts,
  type RegisterContract,
  VERSION_COLUMNS,
  entryDocument,
  entryFileOf,
  isServedState,
  lineKey,
  parseSubmission,
  registryProblems,
} from "../registry/public.js";
import type { ContractIntake, IntakeOutcome, ProviderDocument, RequirePermission } from "../verification/public.js";
import { evidenceReasons } from "./can-promote.js";
import type { Evaluation } from "./evaluation.store.js";
import { bundleTexts } from "./evidence/bundle-texts.js";
import type { SubmitContract } from "./submit-contract.js";

type IntakeActor = Parameters<ContractIntake["accept"]>[1];

/** Makes the document that a provider's pipeline publishes a candidate, with its evidence. */
export class AcceptProviderContract implements ContractIntake {
  constructor(
    private readonly contracts: ReadContracts,
    private readonly register: RegisterContract,
    private readonly submission: SubmitContract,
  ) {}

  /**
   * @throws InterlockError CONTRACT_BUNDLE_INVALID for a document that is no contract or says another version of itself,
   * CONTRACT_STATE_CONFLICT when the version is in force with other content, or can no longer be submitted
   */
  async accept(
    document: ProviderDocument,
    actor: IntakeActor,
    requirePermission: RequirePermission,
  ): Promise<IntakeOutcome | undefined> {
    const { line } = document;
    const known = await this.contracts.list(
      { name: line.name, limit: 500 },
      EVERY_ROW(VERSION_COLUMNS, PREDICATE_PARAMETER),
    );
    if (known.length === 0) return undefined;
    const entry = entryFileOf(line);
    const bundle = await parseSubmission({ entry, files: { [entry]: document.text } });
    requireVersion(bundle, document);
    const served = known.find((other) => {
      return lineKey(other) === lineKey(line) && other.version === document.version && isServedState(other.state);
    });
    if (served !== undefined) return await this.#requireSame(bundle, served);
    const contract = `${line.kind}/${line.name}`;
    requirePermission("contract:draft", { contract, author: actor.clientId, state: "draft" });
    const { version } = await this.register.register(bundle, actor);
    requirePermission("contract:submit", { contract, author: version.author, state: version.state });
    const { evaluation } = await this.submission.submit({ digest: version.digest, consumerOwners: [] }, actor);
    return outcomeOf(evaluation);
  }

  /** A version in force is published again by every build; it may be cut into files in another way. */
  async #requireSame(bundle: ContractBundle, served: ContractVersion): Promise<IntakeOutcome> {
    const inForce = await this.contracts.bundle(served.digest);
    const isSame = bundle.digest === served.digest || documentDigest(bundle) === documentDigest(inForce);
    if (isSame) return { digest: served.digest, verdict: "IN_FORCE", passed: [], reasons: [] };
    throw new InterlockError(registryProblems.CONTRACT_STATE_CONFLICT, {
      detail: `${lineKey(served)} ${served.version} is ${served.state} with other content; publish the change under a new version.`,
    });
  }
}

/** Of the contract as one document, however it is cut into files. */
function documentDigest(bundle: ContractBundle): string {
  const { bundle: loaded } = loadContractBundle(bundleTexts(bundle));
  return loaded?.digest ?? bundle.digest;
}

/** Otherwise can-i-deploy would look for a version that is not there. */
function requireVersion(bundle: ContractBundle, { line, version }: ProviderDocument): void {
  const info = entryDocument(bundle)["info"];
  const own: unknown = typeof info === "object" && info !== null ? Reflect.get(info, "version") : undefined;
  if (own === version) return;
  throw new InterlockError(registryProblems.CONTRACT_BUNDLE_INVALID, {
    detail:
      `The document of ${lineKey(line)} says info.version ${String(own).slice(0, 100)}, and was published for version ${version}; ` +
      "publish it for its own version, with the build after a plus sign.",
  });
}

function outcomeOf(evaluation: Evaluation): IntakeOutcome {
  const { digest, verdict, evidence } = evaluation;
  const passed = evidence.items.filter((item) => item.verdict === "PASSED").map(({ kind }) => kind);
  const reasons = evidenceReasons(evaluation).map(({ check, message }) => {
    return check === undefined ? message : `${check}: ${message}`;
  });
  return { digest, verdict, passed, reasons };
}
