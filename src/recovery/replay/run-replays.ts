import type { Logger } from "pino";
import type { AuditLog } from "../../platform/audit/audit-log.js";
import type { UnitOfWork } from "../../platform/persistence/unit-of-work.js";
import type { ReplayStepRunner, RunningReplay, WaitingItem } from "./replay-step.js";
import { COLLECT_RESULTS, FINISH_RUNS, NEXT_ITEMS, POSTPONE_TURN, TAKE_TURN } from "./run-replays.statement.js";

const TURNS_PER_SECOND = 5;
const NO_ANSWER_PAUSE_MS = 5_000;

/** A turn of a replay. */
type Turn = RunningReplay & { readonly releases: number };

interface FinishedRun {
  readonly id: string;
  readonly plantCode: string | null;
  readonly correlationId: string;
}

/**
 * Runs replays at their pace. All that is known of a run stands in its rows, so that any worker goes on where another one
 * stopped; the order inside a lane is kept by the ledger itself.
 */
export class RunReplays {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly steps: ReplayStepRunner,
    private readonly audit: AuditLog,
    private readonly logger: Logger,
  ) {}

  /** One turn of one replay, and the results that the lanes have brought; true when anything happened. */
  async round(): Promise<boolean> {
    const [turn] = await this.unitOfWork.read<Turn>(TAKE_TURN, [TURNS_PER_SECOND]);
    if (turn !== undefined) await this.#take(turn);
    const collected = await this.unitOfWork.read(COLLECT_RESULTS);
    await this.#finish();
    return turn !== undefined || collected.length > 0;
  }

  async #take(turn: Turn): Promise<void> {
    const items = await this.unitOfWork.read<WaitingItem>(NEXT_ITEMS, [turn.id, turn.releases]);
    for (const item of items) {
      try {
        await this.steps.carryOut(turn, item);
      } catch (error) {
        this.logger.warn({ err: error, event: "replay.item-waits", replayId: turn.id, postingId: item.postingId });
        await this.unitOfWork.read(POSTPONE_TURN, [turn.id, NO_ANSWER_PAUSE_MS]);
        return;
      }
    }
  }

  async #finish(): Promise<void> {
    await this.unitOfWork.run(async (tx) => {
      const finished = await tx.query<FinishedRun>(FINISH_RUNS);
      await this.audit.append(
        tx,
        finished.map(({ id, plantCode, correlationId }) => ({
          actor: "worker",
          action: "replay:complete",
          resourceType: "replay",
          resourceId: id,
          ...(plantCode === null ? {} : { plantCode }),
          correlationId,
          after: { state: "COMPLETED" },
        })),
      );
    });
  }
}
