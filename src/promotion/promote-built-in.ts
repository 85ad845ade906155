import type { Logger } from "pino";
import type { BuiltInContract } from "../gateway/public.js";
import { isBroughtIntoForce } from "../gateway/public.js";
import type { Tx, UnitOfWork } from "../platform/persistence/unit-of-work.js";
import { type ContractActor, type RegisterContract, SYSTEM_ACTOR, lineKey } from "../registry/public.js";
import type { ChangeServedSet } from "./change-served-set.js";
import { type EnteringContract, withBuiltIn } from "./enter-built-in.js";
import type { PromotionStore } from "./promotion.store.js";
import type { ServedEntries } from "./served-entry.js";

/**
 * Registers the contracts that the product brings and puts them into force where nobody has decided otherwise: at the
 * first start, and when a new release brings another content for a line in which only the product's own contract is in
 * force. A content that was registered once is never promoted a second time by itself, so that a rollback stays.
 */
export class PromoteBuiltIn {
  readonly #actor: ContractActor;

  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly register: RegisterContract,
    private readonly promotions: PromotionStore,
    private readonly change: ChangeServedSet,
    private readonly logger: Logger,
    /** The start; every audit entry of it carries its correlation. */
    private readonly start: { readonly correlationId: string; readonly at: Date },
  ) {
    this.#actor = { clientId: SYSTEM_ACTOR, correlationId: start.correlationId };
  }

  async run(contracts: readonly BuiltInContract[]): Promise<void> {
    await this.unitOfWork.run(async (tx) => {
      const latest = await this.promotions.lockLatest(tx);
      const current = latest?.served ?? [];
      const own = await this.#ownLines(tx, current);
      const entering: EnteringContract[] = [];
      for (const contract of contracts.filter(isBroughtIntoForce)) {
        const { version, isNew } = await this.register.registerIn(tx, contract.bundle(), this.#actor, "BUILT_IN");
        const isFree = !current.some(({ line }) => line === lineKey(version)) || own.has(lineKey(version));
        if (isNew && isFree) entering.push({ contract, version });
        else if (isNew)
          this.logger.warn({ event: "promotion.built-in-waits", line: lineKey(version), digest: version.digest });
      }
      if (entering.length === 0) return;
      await this.change.apply(tx, latest, {
        action: "BOOTSTRAP",
        actor: this.#actor,
        reason: "brought by the product",
        leavingState: "approved",
        edit: (served, promotionId) => withBuiltIn(served, entering, promotionId, this.start.at),
      });
      this.logger.info({ event: "promotion.built-in", lines: entering.map(({ version }) => lineKey(version)) });
    });
  }

  /** Lines in which the version in force was brought by the product as well. */
  async #ownLines(tx: Tx, current: ServedEntries): Promise<ReadonlySet<string>> {
    const rows = await tx.query<{ digest: string }>(BUILT_IN, [current.map(({ digest }) => digest)]);
    const digests = new Set(rows.map(({ digest }) => digest));
    return new Set(current.flatMap(({ line, digest }) => (digests.has(digest) ? [line] : [])));
  }
}

const BUILT_IN = "SELECT digest FROM il.contract_version WHERE origin = 'BUILT_IN' AND digest = ANY($1)";
