import { setTimeout as delay } from "node:timers/promises";
import type { Logger } from "pino";
import type { ServedApis } from "../gateway/public.js";
import type { ContractBundle, ReadContracts } from "../registry/public.js";
import type { CompileServedSet } from "./compile-served-set.js";
import type { PromotionStore } from "./promotion.store.js";
import type { ServedEntries } from "./served-entry.js";
import type { ServedSnapshot } from "./snapshot/served-snapshot.js";
import type { SnapshotStore } from "./snapshot/snapshot-store.js";

/** Together with the time a compilation takes, well below the second in which every process follows. */
const POLL_MS = 250;

/** Every how many polls versions that may be next are looked for, and how many of them are kept compiled. */
const POLLS_PER_LOOK = 4;
const PREPARED_MAX = 3;

/** Where the sets come from and where the last good one is kept. */
export interface FollowSources {
  readonly promotions: PromotionStore;
  readonly contracts: ReadContracts;
  readonly snapshots: SnapshotStore;
}

/** What a process serves. */
export interface FollowedPromotion {
  readonly promotionId: string;
  readonly seq: number;
}

interface NextSet extends FollowedPromotion {
  readonly served: ServedEntries;
}

/**
 * Keeps a process at the set in force. A set that this build cannot serve completely never replaces one it can; the
 * process goes on with the last good one and says so.
 */
export class FollowPromotions {
  #current: FollowedPromotion | undefined;
  /** Newest promotion that was looked at; a set that was refused is not compiled again and again. */
  #seenSeq = 0;
  #apis: ServedApis | undefined;
  #stopping: AbortController | undefined;
  #loop: Promise<void> = Promise.resolve();
  #isDatabaseLost = false;
  #servedDigests: readonly string[] = [];
  #pollCount = 0;

  constructor(
    private readonly sources: FollowSources,
    private readonly compiler: CompileServedSet,
    private readonly logger: Logger,
  ) {}

  /** Number of the promotion that is served and of the newest one seen; they differ when this build refused that one. */
  get positions(): Readonly<Record<"served" | "newest", number>> {
    const served = this.#current?.seq ?? 0;
    return { served, newest: Math.max(served, this.#seenSeq) };
  }

  /** Serves what is in force by now. @throws Error when this build cannot serve it */
  async startFromRegistry(apis: ServedApis): Promise<void> {
    this.#apis = apis;
    const latest = await this.sources.promotions.latest();
    if (latest === undefined) throw new Error("nothing is promoted yet");
    const reason = await this.#follow({ promotionId: latest.id, seq: latest.seq, served: latest.served });
    if (reason !== undefined) throw new Error(`the promoted contracts cannot be served by this build: ${reason}`);
    this.#poll();
  }

  /** Serves the last good set of this node until the registry answers. @returns false when the node has none */
  async startFromSnapshot(apis: ServedApis): Promise<boolean> {
    this.#apis = apis;
    const snapshot = await this.sources.snapshots.read();
    if (snapshot === undefined) return false;
    const reason = await this.#serve(snapshot, snapshot.bundles);
    if (reason !== undefined) throw new Error(`the snapshot cannot be served by this build: ${reason}`);
    this.logger.warn({ event: "promotion.from-snapshot", promotionId: snapshot.promotionId, seq: snapshot.seq });
    this.#seenSeq = 0;
    this.#poll();
    return true;
  }

  async stop(): Promise<void> {
    this.#stopping?.abort();
    await this.#loop;
  }

  #poll(): void {
    this.#stopping = new AbortController();
    this.#loop = this.#run(this.#stopping.signal);
  }

  async #run(signal: AbortSignal): Promise<void> {
    while (!signal.aborted) {
      await delay(POLL_MS, undefined, { signal }).catch(() => undefined);
      if (!signal.aborted) await this.#pollOnce();
    }
  }

  /** Without the database nothing new can be in force; the process goes on with what it has. */
  async #pollOnce(): Promise<void> {
    try {
      const newer = await this.sources.promotions.newerThan(this.#seenSeq);
      if (newer !== undefined) await this.#follow({ promotionId: newer.id, seq: newer.seq, served: newer.served });
      else await this.#prepareNext();
      this.#isDatabaseLost = false;
    } catch (error) {
      if (!this.#isDatabaseLost) this.logger.warn({ event: "promotion.poll-failed", err: error });
      this.#isDatabaseLost = true;
    }
  }

  /** What is approved is compiled before it is promoted; what was replaced last stays compiled, for the way back. */
  async #prepareNext(): Promise<void> {
    if (this.#pollCount++ % POLLS_PER_LOOK !== 0) return;
    const next = await this.sources.contracts.lastReady(PREPARED_MAX);
    const unknown = next.filter((digest) => !this.compiler.has(digest));
    for (const [digest, bundle] of await this.sources.contracts.bundles(unknown))
      await this.compiler.prepare(digest, bundle);
    this.compiler.keepOnly([...this.#servedDigests, ...next]);
  }

  /** @returns why the set is not served; undefined when it is */
  async #follow(next: NextSet): Promise<string | undefined> {
    const bundles = await this.sources.contracts.bundles(this.compiler.unknownOf(next.served));
    const reason = await this.#serve(next, bundles);
    this.#seenSeq = next.seq;
    if (reason === undefined) await this.#keep(next);
    return reason;
  }

  async #serve(next: NextSet, bundles: ReadonlyMap<string, ContractBundle>): Promise<string | undefined> {
    const { promotionId, seq, served } = next;
    const { set, findings } = await this.compiler.compile(served, bundles);
    if (findings.length > 0) {
      const shown = findings.slice(0, 20);
      this.logger.error({ event: "promotion.refused", promotionId, seq, served: this.#current?.seq, findings: shown });
      return findings
        .map(({ message }) => message)
        .join("; ")
        .slice(0, 1000);
    }
    this.#apis?.serve(set);
    this.#current = { promotionId, seq };
    this.#servedDigests = served.map(({ digest }) => digest);
    this.logger.info({ event: "promotion.served", promotionId, seq });
    return undefined;
  }

  /** A disk that is full costs the next start without a database, not this process. */
  async #keep({ promotionId, seq, served }: NextSet): Promise<void> {
    try {
      const bundles = await this.sources.contracts.bundles(served.map(({ digest }) => digest));
      await this.sources.snapshots.write({ promotionId, seq, served, bundles } satisfies ServedSnapshot);
    } catch (error) {
      this.logger.error({ event: "promotion.snapshot-failed", err: error });
    }
  }
}
