import type { Clock } from "../../kernel/clock.js";
import type { UnitOfWork } from "../../platform/persistence/unit-of-work.js";
import type { SqlPredicate } from "../../platform/security/public.js";
import type { EvaluationStore } from "../evaluation.store.js";
import type { PromotionStore } from "../promotion.store.js";
import { type ServedEntry, isInForce } from "../served-entry.js";
import { fullDateOf } from "./full-date.js";
import { requireWaiver } from "./require-waiver.js";
import type { Waiver } from "./waiver.js";
import type { WaiverFilter, WaiverStore } from "./waiver.store.js";

/** A waiver and the versions in force that it let through; one that has ended and still has such versions is a debt. */
export interface ShownWaiver extends Waiver {
  readonly inForceBy: readonly Pick<ServedEntry, "line" | "version" | "digest">[];
}

/** Reads of waivers. */
export class ReadWaivers {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly waivers: WaiverStore,
    private readonly evaluations: EvaluationStore,
    private readonly promotions: PromotionStore,
    private readonly clock: Clock,
  ) {}

  /** @throws InterlockError WAIVER_NOT_FOUND */
  async get(id: string): Promise<Waiver> {
    const today = fullDateOf(this.clock.now());
    return requireWaiver(await this.unitOfWork.run((tx) => this.waivers.find(tx, id, today)), id);
  }

  /** @param predicate made for WAIVER_COLUMNS and WAIVER_PREDICATE_PARAMETER: the waivers the reader may see */
  async list(filter: WaiverFilter, predicate: SqlPredicate): Promise<readonly ShownWaiver[]> {
    return await this.#show(await this.waivers.list(filter, predicate, fullDateOf(this.clock.now())));
  }

  async show(waiver: Waiver): Promise<ShownWaiver> {
    const [shown] = await this.#show([waiver]);
    return shown ?? { ...waiver, inForceBy: [] };
  }

  async #show(waivers: readonly Waiver[]): Promise<readonly ShownWaiver[]> {
    if (waivers.length === 0) return [];
    const served = ((await this.promotions.latest())?.served ?? []).filter(isInForce);
    const used = await this.unitOfWork.run(async (tx) => {
      const byDigest = new Map<string, ReadonlySet<string>>();
      for (const { digest } of served) {
        const items = (await this.evaluations.latest(tx, digest))?.evidence.items ?? [];
        byDigest.set(digest, new Set(items.flatMap(({ findings }) => findings.map(({ waiver }) => waiver?.id ?? ""))));
      }
      return byDigest;
    });
    return waivers.map((waiver) => {
      const resting = served.filter(({ digest }) => used.get(digest)?.has(waiver.id) === true);
      return { ...waiver, inForceBy: resting.map(({ line, version, digest }) => ({ line, version, digest })) };
    });
  }
}
