import type { Clock } from "../kernel/clock.js";
import type { FollowPromotions, SnapshotStore } from "../promotion/public.js";
import {
  type ContractBundle,
  type ContractKind,
  type ContractLine,
  entryDocument,
  lineKey,
} from "../registry/public.js";
import { type ContractObject, objectAt, textAt } from "./contract-object.js";
import { singleDocument } from "./single-document.js";

type Snapshot = NonNullable<Awaited<ReturnType<SnapshotStore["read"]>>>;
type Entry = Snapshot["served"][number];

/** `ended` is a version whose sunset has passed or that was retired: its addresses answer 410. */
export type DescribedState = "promoted" | "deprecated" | "ended";

/** A contract as the pages show it. */
export interface DescribedContract {
  readonly line: ContractLine;
  readonly title: string;
  /** info.version. */
  readonly version: string;
  /** SHA-256 of the bundle, lower-case hexadecimal. */
  readonly digest: string;
  readonly state: DescribedState;
  /** RFC 3339. */
  readonly sunsetAt: string | undefined;
  /** Line of the version to use instead: `openapi/production-order/v2`. */
  readonly successor: string | undefined;
  /** The contract as one document without references to other files. */
  readonly document: () => ContractObject;
}

/** All that one promotion put into force. */
export interface DescribedSet {
  /** Number of the promotion; 0 before the first. */
  readonly seq: number;
  readonly contracts: readonly DescribedContract[];
}

/**
 * The contracts this process serves, from the signed snapshot that the node keeps of them: it needs no database, so the
 * pages stay readable through an outage as the APIs do. Read again only when another promotion is served.
 */
export class ServedContracts {
  #snapshot: Snapshot | undefined;
  readonly #documents = new Map<string, ContractObject>();

  constructor(
    private readonly follower: Pick<FollowPromotions, "positions">,
    private readonly snapshots: Pick<SnapshotStore, "read">,
    private readonly clock: Clock,
  ) {}

  /** @throws IntegrityError when the snapshot on the disk was changed */
  async current(): Promise<DescribedSet> {
    if (this.#snapshot?.seq !== this.follower.positions.served) await this.#read();
    const { seq, served, bundles } = this.#snapshot ?? { seq: 0, served: [], bundles: new Map() };
    return { seq, contracts: served.flatMap((entry) => this.#describe(entry, bundles)) };
  }

  /** @returns the contract of the line, unless its addresses answer 410 or nothing is in force there */
  async inForce(kind: ContractKind, name: string, major: string): Promise<DescribedContract | undefined> {
    const wanted = lineKey({ kind, name, major });
    const { contracts } = await this.current();
    return contracts.find(({ line, state }) => lineKey(line) === wanted && state !== "ended");
  }

  async #read(): Promise<void> {
    this.#snapshot = await this.snapshots.read();
    this.#documents.clear();
  }

  #describe(entry: Entry, bundles: ReadonlyMap<string, ContractBundle>): readonly DescribedContract[] {
    const bundle = bundles.get(entry.digest);
    if (bundle === undefined) return [];
    const { version, digest, sunsetAt, successor } = entry;
    const title = textAt(objectAt(entryDocument(bundle), "info"), "title") ?? bundle.line.name;
    const described = { line: bundle.line, title, version, digest, state: this.#stateOf(entry), sunsetAt, successor };
    return [{ ...described, document: () => this.#documentOf(bundle) }];
  }

  #stateOf({ state, sunsetAt }: Entry): DescribedState {
    const isPast = sunsetAt !== undefined && Date.parse(sunsetAt) <= this.clock.now().getTime();
    return state === "retired" || isPast ? "ended" : state;
  }

  #documentOf(bundle: ContractBundle): ContractObject {
    const known = this.#documents.get(bundle.digest);
    if (known !== undefined) return known;
    const document = singleDocument(bundle);
    this.#documents.set(bundle.digest, document);
    return document;
  }
}
