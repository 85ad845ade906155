import type { ConnectorRegistry } from "../../connectors/public.js";
import type { Clock } from "../../kernel/clock.js";
import { InterlockError } from "../../kernel/problem.js";
import type { UlidFactory } from "../../kernel/ulid.js";
import type { AuditLog } from "../../platform/audit/audit-log.js";
import type { Tx, UnitOfWork } from "../../platform/persistence/unit-of-work.js";
import type { PlantDirectory } from "../../plants/public.js";
import { recoveryProblems } from "../problems.js";
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

/** $1 rows as JSON, $2 plant, $3 code, $4 authority, $5 resolution, $6 now */
const KEEP_CASES = `
  INSERT INTO il.reconciliation_case (id, plant_code, code, subject, order_number, authority, resolution, detail, opened_at, seen_at)
  SELECT d.id, $2, $3, d.subject, d.order_number, $4, $5, d.detail, $6, $6
  FROM json_to_recordset($1) AS d(id text, subject text, order_number text, detail text)
  ON CONFLICT (plant_code, code, subject) WHERE state = 'OPEN' DO UPDATE SET seen_at = excluded.seen_at, detail = excluded.detail`;

const RESOLVE_CASES = `
  UPDATE il.reconciliation_case SET state = 'RESOLVED', resolved_at = $4
  WHERE plant_code = $1 AND code = $2 AND state = 'OPEN' AND NOT subject = ANY($3)`;

/** Compares ERP, MES and ledger of one plant; a deviation is one case from the first run that sees it until one that does not. */
export class ReconcilePlant {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly plants: Pick<PlantDirectory, "profile">,
    private readonly connectors: ConnectorRegistry,
    private readonly rules: readonly ReconciliationRule[],
    private readonly audit: AuditLog,
    private readonly tools: { readonly ids: UlidFactory; readonly clock: Clock },
  ) {}

  /** @throws InterlockError RECOVERY_REQUEST_INVALID for a plant without a profile */
  async run(
    plantCode: string,
    trigger: "SCHEDULE" | "DEMAND",
    startedBy: string,
    correlationId: string,
  ): Promise<ReconciliationRun> {
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
      for (const [rule, comparison] of compared) await this.#keep(tx, plantCode, rule, comparison, now);
      await tx.query(INSERT_RUN, [id, plantCode, trigger, startedBy, startedAt, now, JSON.stringify(results)]);
      await this.audit.append(tx, [
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
  async #keep(tx: Tx, plantCode: string, rule: ReconciliationRule, comparison: Comparison, now: Date): Promise<void> {
    if (comparison.outcome === "NOT_COMPARABLE") return;
    const { rule: code, authority, resolution } = rule;
    const rows = comparison.deviations.map((deviation) => this.#row(deviation));
    await tx.query(KEEP_CASES, [JSON.stringify(rows), plantCode, code, authority, resolution, now]);
    await tx.query(RESOLVE_CASES, [plantCode, code, comparison.deviations.map(({ subject }) => subject), now]);
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
