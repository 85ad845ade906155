import {
  compareContracts,
  type ComparisonOptions,
  type ContractSource,
  type LoadedContract,
  loadContractBundle,
  proveComparison,
  type ReviewedContract,
  type UnreadContract,
  type WitnessedComparison,
} from "../../governance/public.js";

/** A version of a contract as it was read. */
export interface ReadSide {
  readonly role: "base" | "revision";
  /** As the command line names it. */
  readonly name: string;
  readonly source: ContractSource;
  readonly loaded: LoadedContract;
}

export function loadSide(role: "base" | "revision", name: string, source: ContractSource): ReadSide {
  return { role, name, source, loaded: loadContractBundle(source) };
}

/** A side as reports name it; its findings say why it could not be read. */
export function reviewedSide({ role, name, source, loaded }: ReadSide): ReviewedContract & UnreadContract {
  const { bundle, findings } = loaded;
  const known = bundle === undefined ? {} : { format: bundle.format, digest: bundle.digest };
  return { subject: { role, name, ...known }, entry: source.entry, texts: source.files, findings };
}

/** The comparison with its proofs, or undefined when a side could not be read. */
export function compareSides(
  base: ReadSide,
  revision: ReadSide,
  options: ComparisonOptions,
): WitnessedComparison | undefined {
  const [older, newer] = [base, revision].map(documentOf);
  if (older === undefined || newer === undefined) return undefined;
  return proveComparison(older, newer, compareContracts(older, newer, options), { rules: options.rules });
}

function documentOf({ loaded: { bundle } }: ReadSide) {
  if (bundle === undefined) return undefined;
  const { format, document, positions } = bundle;
  return { format, root: document, positionOf: (pointer: string) => positions.of(pointer) };
}
