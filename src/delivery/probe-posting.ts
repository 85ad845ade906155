import type { Problem } from "../kernel/problem.js";
import type { UnitOfWork } from "../platform/persistence/unit-of-work.js";
import type { ErpTarget } from "./erp-targets.js";
import { foreignProblem } from "./foreign-problem.js";
import { PROBES_SINCE_SEND } from "./move-posting.statement.js";
import type { Posting } from "./posting.js";
import { leaseMs, NOT_MOVED, type StepDependencies, type StepResult } from "./posting-step.js";
import type { Move } from "./posting-transitions.js";
import { commitGraceMs, mayResend, type ProbeHistory } from "./resend-rule.js";
import { backoffMs, isTooOld } from "./retry-backoff.js";

interface HistoryRow {
  readonly sends: number;
  readonly since_send_ms: number | null;
  readonly probes: number;
  readonly not_found: number;
}

/** Two look-ups shall not both fall into the same short moment of the ERP. */
const PROBE_INTERVAL_MS = 200;

/**
 * UNKNOWN → PROBING → POSTED (found), PENDING (surely not there) or back to UNKNOWN. What is surely not there and too
 * old goes to RETRY_WAIT, where it ends as DEAD like any other posting that was tried for too long.
 */
export class ProbePosting {
  constructor(
    private readonly dependencies: StepDependencies,
    private readonly unitOfWork: UnitOfWork,
  ) {}

  async run(posting: Posting, target: ErpTarget): Promise<StepResult> {
    const { transitions } = this.dependencies;
    const claimed = await transitions.claim(posting, "PROBING", leaseMs(target.profile.systems.erp.timeoutMs));
    if (claimed === undefined) return NOT_MOVED;
    const { move, outage } = await this.#attempt(claimed, target);
    const hasMoved = (await transitions.move(claimed, move)) !== undefined;
    return outage === undefined ? { hasMoved, answer: "ANSWERED" } : { hasMoved, answer: "OUT", problem: outage };
  }

  async #attempt(posting: Posting, target: ErpTarget): Promise<{ move: Move; outage?: Problem }> {
    const { problem } = posting;
    const history = await this.#history(posting);
    try {
      const erpDocument = await target.connector.find(posting.document, posting.externalKey);
      if (erpDocument === undefined) return { move: this.#notFound(posting, history, target) };
      return { move: { to: "POSTED", delayMs: 0, outcome: "FOUND", erpDocument } };
    } catch (error) {
      const wait = backoffMs(target.profile.retry, history.probes + 1, this.dependencies.random);
      return {
        move: { to: "UNKNOWN", delayMs: PROBE_INTERVAL_MS + wait, outcome: "UNKNOWN", problem },
        outage: foreignProblem(posting, { code: "ERP_UNAVAILABLE", foreignCode: "no-answer", text: messageOf(error) }),
      };
    }
  }

  #notFound(posting: Posting, earlier: ProbeHistory, { profile }: ErpTarget): Move {
    const { problem } = posting;
    const { timeoutMs } = profile.systems.erp;
    if (mayResend({ ...earlier, notFound: earlier.notFound + 1 }, timeoutMs)) {
      if (isTooOld(profile.retry, posting.retryAgeMs)) {
        return { to: "RETRY_WAIT", delayMs: 0, outcome: "NOT_FOUND", problem };
      }
      const delayMs = earlier.sends < 2 ? 0 : backoffMs(profile.retry, earlier.sends - 1, this.dependencies.random);
      return { to: "PENDING", delayMs, outcome: "NOT_FOUND", problem };
    }
    const delayMs = Math.max(PROBE_INTERVAL_MS, commitGraceMs(timeoutMs) - earlier.sinceSendMs);
    return { to: "UNKNOWN", delayMs, outcome: "NOT_FOUND", problem };
  }

  /** Measured before the look-up, so that the time it takes is not counted as grace. */
  async #history(posting: Posting): Promise<ProbeHistory> {
    const [row] = await this.unitOfWork.read<HistoryRow>(PROBES_SINCE_SEND, [posting.id]);
    if (row === undefined) throw new Error(`the attempts of posting ${posting.id} cannot be counted`);
    return { sends: row.sends, sinceSendMs: row.since_send_ms ?? 0, probes: row.probes, notFound: row.not_found };
  }
}

const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));
