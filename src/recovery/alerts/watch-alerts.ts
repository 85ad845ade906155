import type { Logger } from "pino";
import { newTraceparent } from "../../kernel/trace-context.js";
import type { UlidFactory } from "../../kernel/ulid.js";
import type { UnitOfWork } from "../../platform/persistence/unit-of-work.js";
import type { Alert, Sighting } from "./alert.js";
import type { AlertRule } from "./alert-rule.js";
import { CLAIM_LOOK, ESCALATE, RESOLVE, SEE } from "./alert.statement.js";
import type { RecordAlerts } from "./record-alerts.js";

const TITLE_LENGTH_MAX = 200;
const DETAIL_LENGTH_MAX = 500;

/** How long things take. */
export interface AlertTimes {
  /** An open alert that nobody acknowledges is told again after this long. */
  readonly escalateAfterSeconds: number;
  /** What was not seen for this long is over. */
  readonly resolveAfterSeconds: number;
}

/**
 * Looks at what needs somebody. The truth is the state of the work itself: an alert begins and ends with it, is told once
 * however often and by how many workers it is seen, and again only when nobody acknowledges it or when it becomes worse.
 */
export class WatchAlerts {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly rules: readonly AlertRule[],
    private readonly records: RecordAlerts,
    private readonly ids: UlidFactory,
    private readonly times: AlertTimes,
    private readonly logger: Logger,
  ) {}

  /** Every rule that is due, each by itself: one that fails does not silence the others. @returns whether anything was due */
  async round(): Promise<boolean> {
    let isBusy = false;
    for (const rule of this.rules) {
      try {
        isBusy = (await this.#look(rule)) || isBusy;
      } catch (error) {
        this.logger.error({ err: error, event: "alerts.rule-failed", rule: rule.rule });
      }
    }
    await this.#escalate();
    return isBusy;
  }

  async #look(rule: AlertRule): Promise<boolean> {
    return await this.unitOfWork.run(async (tx) => {
      if ((await tx.query(CLAIM_LOOK, [rule.rule, rule.intervalSeconds])).length === 0) return false;
      const rows = (await rule.look(tx)).map((sighting) => this.#row(sighting));
      const seen = await tx.query<Alert & { isNew: boolean }>(SEE, [JSON.stringify(rows), rule.rule]);
      const isNew = Map.groupBy(seen, (alert) => alert.isNew);
      const patienceSeconds = Math.max(this.times.resolveAfterSeconds, 2 * rule.intervalSeconds);
      const resolved = await tx.query<Alert>(RESOLVE, [rule.rule, patienceSeconds]);
      await this.records.record(tx, "alert.raised", isNew.get(true) ?? [], "worker");
      await this.records.record(tx, "alert.escalated", isNew.get(false) ?? [], "worker");
      await this.records.record(tx, "alert.resolved", resolved, "worker");
      return true;
    });
  }

  async #escalate(): Promise<void> {
    await this.unitOfWork.run(async (tx) => {
      const escalated = await tx.query<Alert>(ESCALATE, [this.times.escalateAfterSeconds]);
      await this.records.record(tx, "alert.escalated", escalated, "worker");
    });
  }

  #row(sighting: Sighting): Sighting & { readonly id: string; readonly traceparent: string } {
    return {
      ...sighting,
      title: sighting.title.slice(0, TITLE_LENGTH_MAX),
      detail: sighting.detail.slice(0, DETAIL_LENGTH_MAX),
      remedy: sighting.remedy.slice(0, DETAIL_LENGTH_MAX),
      id: this.ids.next(),
      traceparent: newTraceparent(),
    };
  }
}
