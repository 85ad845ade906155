import type { ConnectorRegistry, ErpDocumentRef, PostingDocument } from "../../connectors/public.js";
import { deliveryProblems, type RecordFoundDocument, type ReplayPosting } from "../../delivery/public.js";
import { InterlockError } from "../../kernel/problem.js";
import type { Tx, UnitOfWork } from "../../platform/persistence/unit-of-work.js";
import type { PlantDirectory } from "../../plants/public.js";
import type { ReplayResult, ReplayVerdict } from "./replay-job.js";
import { LOCK_ITEM, SETTLE_ITEM } from "./run-replays.statement.js";

/** A posting whose turn in a running replay has come. */
export interface WaitingItem {
  readonly position: number;
  readonly postingId: string;
  readonly verdict: ReplayVerdict;
  readonly attempts: number;
  readonly plantCode: string;
  readonly orderNumber: string;
  readonly document: PostingDocument;
  readonly externalKey: string;
}

/** A running replay as far as its steps need it. */
export interface RunningReplay {
  readonly id: string;
  readonly requestedBy: string;
  readonly reason: string;
}

/**
 * Carries out one posting of a replay. It is looked up once more right before: between the dry run and its turn somebody
 * may have entered the document by hand, and a lane would send a posting that was surely refused without looking.
 */
export class ReplayStepRunner {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly plants: Pick<PlantDirectory, "find">,
    private readonly connectors: Pick<ConnectorRegistry, "erp">,
    private readonly replaying: ReplayPosting,
    private readonly found: RecordFoundDocument,
  ) {}

  /** @throws when the ERP cannot be asked; the item then waits */
  async carryOut(job: RunningReplay, item: WaitingItem): Promise<void> {
    const erpDocument = await this.#lookUp(item);
    await this.unitOfWork.run(async (tx) => {
      if ((await tx.query(LOCK_ITEM, [job.id, item.position])).length === 0) return;
      const result =
        erpDocument === undefined ? await this.#release(tx, job, item) : await this.#record(tx, job, item, erpDocument);
      if (result !== "WAITING") await tx.query(SETTLE_ITEM, [job.id, item.position, result]);
    });
  }

  async #lookUp({ plantCode, document, externalKey }: WaitingItem): Promise<ErpDocumentRef | undefined> {
    const plant = await this.plants.find(plantCode);
    if (plant === undefined) throw new Error(`plant ${plantCode} has no profile; apply its folder`);
    return await this.connectors.erp(plant.profile).find(document, externalKey);
  }

  async #release(tx: Tx, job: RunningReplay, { postingId, verdict }: WaitingItem): Promise<ReplayResult> {
    if (verdict !== "WILL_POST") return "CHANGED";
    try {
      await this.replaying.run(tx, postingId, job);
      return "RELEASED";
    } catch (error) {
      if (error instanceof InterlockError && error.definition === deliveryProblems.POSTING_NOT_PARKED) return "CHANGED";
      throw error;
    }
  }

  async #record(tx: Tx, job: RunningReplay, item: WaitingItem, erpDocument: ErpDocumentRef): Promise<ReplayResult> {
    const { postingId, plantCode, orderNumber, attempts } = item;
    const actor = job.requestedBy;
    const found = { postingId, plantCode, orderNumber, attempts, erpDocument, actor, reason: job.reason };
    if (await this.found.record(tx, found)) return "POSTED";
    const before = await this.found.standingBefore(tx, postingId);
    if (before === undefined || before.count === 0) return "CHANGED";
    return before.isStopped ? "HELD" : "WAITING";
  }
}
