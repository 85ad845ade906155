import type { ConnectorRegistry } from "../../connectors/public.js";
import type { Clock } from "../../kernel/clock.js";
import { InterlockError } from "../../kernel/problem.js";
import type { UlidFactory } from "../../kernel/ulid.js";
import type { AuditLog } from "../../platform/audit/audit-log.js";
import type { Outbox } from "../../platform/messaging/outbox.js";
import type { Tx, UnitOfWork } from "../../platform/persistence/unit-of-work.js";
import type { PlantDirectory } from "../../plants/public.js";
import { recoveryProblems } from "../problems.js";
import { type CaseRun, openedEvent, resolvedEvent } from "./case-events.js";
import { KEEP_CASES, type MovedCase, RESOLVE_CASES } from "./keep-cases.statement.js";
import type { Comparison, Deviation, ReconciliationRule } from "./reconciliation-rule.js";

/** What became of one rule in a run. */
export interface RuleResult {
  readonly rule: string;
  readonly meaning: string;
  readonly outcome: Comparison["outcome"];
  readonly compared: number;
  readonly deviations: number;
  readonly reason: string | null;
}

export interface ReconciliationRun {
  readonly id: string;
  readonly plantCode: string;
  readonly results: readonly RuleResult[];
}

const INSERT_RUN = `
  INSERT INTO il.reconciliation_run (id, plant_code, trigger, started_by, started_at, finished_at, results)
  VALUES ($1, $2, $3, $4, $5, $6, $7)`;

/** Where a run leaves what it found. */
export class ReconciliationRecords {
  constructor(
    readonly audit: AuditLog,
    readonly outbox: Outbox,
  ) {}
}

/** Who asks for a run; the schedule does it as the worker. */
export interface RunTrigger {
  readonly trigger: "SCHEDULE" | "DEMAND";
  readonly startedBy: string;
  readonly correlationId: string;
  readonly traceparent: string;
}

/** Compares ERP, MES and ledger of one plant; a deviation is one case from the first run that sees it until one that does not. */
export class ReconcilePlant {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly plants: Pick<PlantDirectory, "profile">,
    private readonly connectors: ConnectorRegistry,
    private readonly rules: readonly ReconciliationRule[],
    private readonly records: ReconciliationRecords,
    private readonly tools: { readonly ids: UlidFactory; readonly clock: Clock },
  ) {}

  /** @throws InterlockError RECOVERY_REQUEST_INVALID for a plant without a profile */
  async run(plantCode: string, asked: RunTrigger): Promise<ReconciliationRun> {
    const { trigger, startedBy, correlationId, traceparent } = asked;
    const profile = await this.plants.profile(plantCode);
    if (profile === undefined) throw noProfile(plantCode);
    const id = this.tools.ids.next();
    const startedAt = this.tools.clock.now();
    const { unitOfWork, connectors } = this;
    const compared: [ReconciliationRule, Comparison][] = [];
    for (const rule of this.rules)
      compared.push([rule, await rule.compare({ plantCode, profile, unitOfWork, connectors })]);
    const results = compared.map(([rule, comparison]) => resultOf(rule, comparison));
    await unitOfWork.run(async (tx) => {
      const now = this.tools.clock.now();
      await tx.query("SELECT pg_advisory_xact_lock(hashtextextended($1, 0))", [`reconciliation ${plantCode}`]);
      const run = { plantCode, correlationId, traceparent };
      for (const [rule, comparison] of compared) await this.#keep(tx, run, rule, comparison, now);
      await tx.query(INSERT_RUN, [id, plantCode, trigger, startedBy, startedAt, now, JSON.stringify(results)]);
      await this.records.audit.append(tx, [
        {
          actor: startedBy,
          action: "reconciliation:run",
          resourceType: "reconciliation",
          resourceId: id,
          plantCode,
          correlationId,
          after: { trigger, deviations: results.reduce((sum, { deviations }) => sum + deviations, 0) },
        },
      ]);
    });
    return { id, plantCode, results };
  }

  /** What could not be compared neither opens nor resolves a case. */
  async #keep(tx: Tx, run: CaseRun, rule: ReconciliationRule, comparison: Comparison, now: Date): Promise<void> {
    if (comparison.outcome === "NOT_COMPARABLE") return;
    const { plantCode } = run;
    const { rule: code, authority, resolution } = rule;
    const rows = JSON.stringify(comparison.deviations.map((deviation) => this.#row(deviation)));
    const subjects = comparison.deviations.map(({ subject }) => subject);
    const opened = await tx.query<MovedCase>(KEEP_CASES, [rows, plantCode, code, authority, resolution, now]);
    const resolved = await tx.query<MovedCase>(RESOLVE_CASES, [plantCode, code, subjects, now]);
    await this.records.outbox.append(tx, [
      ...opened.map((moved) => openedEvent(run, rule, moved)),
      ...resolved.map((moved) => resolvedEvent(run, rule, moved)),
    ]);
  }

  #row({ subject, orderNumber, detail }: Deviation): object {
    return { id: this.tools.ids.next(), subject, order_number: orderNumber, detail };
  }
}

function resultOf({ rule, meaning }: ReconciliationRule, comparison: Comparison): RuleResult {
  const { outcome } = comparison;
  if (outcome === "NOT_COMPARABLE")
    return { rule, meaning, outcome, compared: 0, deviations: 0, reason: comparison.reason };
  return {
    rule,
    meaning,
    outcome,
    compared: comparison.compared,
    deviations: comparison.deviations.length,
    reason: null,
  };
}

function noProfile(plantCode: string): InterlockError {
  const detail = `Plant ${plantCode} has no profile; apply its folder first.`;
  return new InterlockError(recoveryProblems.RECOVERY_REQUEST_INVALID, { detail });
}
