import type { Clock } from "../../kernel/clock.js";
import type { UnitOfWork } from "../../platform/persistence/unit-of-work.js";
import { EVERY_ROW } from "../../platform/security/public.js";
import {
  type ContractVersion,
  PREDICATE_PARAMETER,
  type ReadContracts,
  VERSION_COLUMNS,
  entryFileOf,
  isServedState,
} from "../../registry/public.js";
import type { ComparableContract } from "../comparison/contract-document.js";
import { contractVersionOf, lineOfParticipant } from "./participant-of-line.js";
import { readChanges } from "./read-changes.js";

/** What a provider version says of itself. */
export interface ProviderDocuments {
  /** An API of the registry of contracts, whose evidence judges its own deployment. */
  readonly isGoverned: boolean;
  /** Requests and events may stand in a document each; empty when it said nothing. */
  readonly documents: readonly ComparableContract[];
}

/** Read documents are large; gateways serve a few dozen. */
const DOCUMENTS_MAX = 50;
const VERSIONS_MAX = 500;

const PUBLISHED = `
  SELECT sha256, specification, body FROM il.pact_provider_contract WHERE provider_version_id = $1`;

interface PublishedDocument {
  readonly sha256: string;
  readonly specification: string;
  readonly body: string;
}

/** Finds the documents of provider versions: contracts of the registry, or what providers published themselves. */
export class ReadProviderDocuments {
  readonly #documents = new Map<string, ComparableContract>();

  constructor(
    private readonly unitOfWork: Pick<UnitOfWork, "read">,
    private readonly contracts: ReadContracts,
    private readonly clock: Clock,
  ) {}

  /** @throws Error for a document that cannot be read */
  async of(provider: string, number: string, versionId: string): Promise<ProviderDocuments> {
    const line = lineOfParticipant(provider);
    const known = line === undefined ? [] : await this.#registered(line.name);
    const versions = known.filter(({ major }) => major === line?.major);
    if (versions.length > 0) {
      const meant = meantBy(contractVersionOf(number), versions);
      return { isGoverned: true, documents: await Promise.all(meant.map((version) => this.#contract(version))) };
    }
    const [published] = await this.unitOfWork.read<PublishedDocument>(PUBLISHED, [versionId]);
    return { isGoverned: false, documents: published === undefined ? [] : [await this.#published(published)] };
  }

  async #registered(name: string): Promise<readonly ContractVersion[]> {
    const everyRow = EVERY_ROW(VERSION_COLUMNS, PREDICATE_PARAMETER);
    return await this.contracts.list({ name, limit: VERSIONS_MAX }, everyRow);
  }

  async #contract(version: ContractVersion): Promise<ComparableContract> {
    return await this.#remembered(
      version.digest,
      async () => {
        const { files } = await this.contracts.bundle(version.digest);
        return new Map([...files].map(([path, file]) => [path, JSON.stringify(file)] as const));
      },
      entryFileOf(version),
    );
  }

  async #published({ sha256, specification, body }: PublishedDocument): Promise<ComparableContract> {
    const entry = `${specification === "asyncapi" ? "asyncapi" : "openapi"}/document/v1.yaml`;
    return await this.#remembered(sha256, () => Promise.resolve(new Map([[entry, body]])), entry);
  }

  async #remembered(
    key: string,
    read: () => Promise<ReadonlyMap<string, string>>,
    entry: string,
  ): Promise<ComparableContract> {
    const known = this.#documents.get(key);
    if (known !== undefined) return known;
    const today = this.clock.now().toISOString().slice(0, 10);
    const { candidate } = await readChanges({ candidate: { entry, files: await read() }, base: undefined, today });
    const [oldest] = this.#documents.size >= DOCUMENTS_MAX ? this.#documents.keys() : [];
    if (oldest !== undefined) this.#documents.delete(oldest);
    this.#documents.set(key, candidate);
    return candidate;
  }
}

/**
 * Requests and events of an API are numbered each for themselves: of a kind without the number, what is in force is meant.
 */
function meantBy(number: string, versions: readonly ContractVersion[]): readonly ContractVersion[] {
  const exact = versions.filter(({ version }) => version === number);
  const kinds = new Set(exact.map(({ kind }) => kind));
  const others = versions.filter(({ kind, state }) => !kinds.has(kind) && isServedState(state));
  return exact.length === 0 ? [] : bestOfEachKind([...exact, ...others]);
}

/** The version in force, else the one that was registered last. */
function bestOfEachKind(versions: readonly ContractVersion[]): readonly ContractVersion[] {
  const sorted = versions.toSorted((left, right) => {
    const served = Number(isServedState(left.state)) - Number(isServedState(right.state));
    return served === 0 ? left.registeredAt.localeCompare(right.registeredAt) : served;
  });
  return [...new Map(sorted.map((version) => [version.kind, version])).values()];
}
