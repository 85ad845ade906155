import type { Clock } from "../../kernel/clock.js";
import type { Outbox } from "../../platform/messaging/outbox.js";
import type { Tx, UnitOfWork } from "../../platform/persistence/unit-of-work.js";
import type { PlantProfile } from "../../plants/public.js";
import {
  type ConsumedLine,
  type Variance,
  type VarianceLevel,
  type VarianceThresholds,
  computeVariance,
} from "./compute-variance.js";
import type { CriticalConsumption } from "./critical-consumption.js";

/** MaterialConsumptionVariance of contracts/schemas/inventory-movement.yaml. */
export interface MaterialConsumptionVariance extends Variance {
  readonly plantCode: string;
  readonly orderNumber: string;
  readonly componentLine: string;
  readonly materialNumber: string;
  readonly thresholds: VarianceThresholds;
  /** RFC 3339, UTC. */
  readonly evaluatedAt: string;
}

/** The order whose consumption is judged, and what led to it. */
export interface VarianceSubject {
  readonly plantCode: string;
  readonly orderNumber: string;
  readonly correlationId: string;
  readonly traceparent: string;
}

const DEFAULT_THRESHOLDS: VarianceThresholds = { warnPct: 3, criticalPct: 10 };
const RANK: Readonly<Record<VarianceLevel, number>> = { NONE: 0, WARN: 1, CRITICAL: 2 };

/** `before` is the level that was told last; a line that was never judged had none. */
const STORE = `
  WITH input AS (SELECT * FROM json_to_recordset($3) AS r(component_line text, level text, document json)),
  before AS (
    SELECT v.component_line, v.level FROM il.consumption_variance v JOIN input USING (component_line)
    WHERE v.plant_code = $1 AND v.order_number = $2),
  stored AS (
    INSERT INTO il.consumption_variance (plant_code, order_number, component_line, level, document, evaluated_at)
    SELECT $1, $2, component_line, level, document, $4 FROM input
    ON CONFLICT (plant_code, order_number, component_line) DO UPDATE SET
      level = EXCLUDED.level, document = EXCLUDED.document, evaluated_at = EXCLUDED.evaluated_at)
  SELECT component_line AS "componentLine", level FROM before`;

const LIST = `
  SELECT document FROM il.consumption_variance WHERE plant_code = $1 AND order_number = $2 ORDER BY component_line`;

/** Consumption against plan, per order and component line. */
export class ConsumptionVariances {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly outbox: Outbox,
    private readonly clock: Clock,
    /** What a line that becomes CRITICAL leads to besides its event. */
    private readonly critical: Pick<CriticalConsumption, "act">,
  ) {}

  /**
   * Judges lines anew, tells of those whose level has risen and does what the plant wants done about critical ones. The caller holds the lock of the order's row and writes
   * the audit entry of what was consumed; the variance follows from it.
   */
  async evaluate(
    tx: Tx,
    subject: VarianceSubject,
    lines: readonly ConsumedLine[],
    profile: PlantProfile,
  ): Promise<readonly MaterialConsumptionVariance[]> {
    if (lines.length === 0) return [];
    const now = this.clock.now().toISOString();
    const thresholds = thresholdsOf(profile);
    const variances = lines.map((line) => toVariance(subject, line, thresholds, now));
    const rows = variances.map((document) => ({
      component_line: document.componentLine,
      level: document.level,
      document,
    }));
    const { orderNumber, plantCode } = subject;
    const values = [plantCode, orderNumber, JSON.stringify(rows), now];
    const before = new Map(
      (await tx.query<{ componentLine: string; level: VarianceLevel }>(STORE, values)).map((row) => [
        row.componentLine,
        row.level,
      ]),
    );
    const risen = variances.filter(
      ({ componentLine, level }) => RANK[level] > RANK[before.get(componentLine) ?? "NONE"],
    );
    await this.#tell(tx, subject, risen);
    for (const { componentLine, level } of risen) {
      if (level === "CRITICAL") await this.critical.act(tx, subject, componentLine, profile);
    }
    return variances;
  }

  /** What was found of an order's lines when they were judged last, by component line. */
  async list(plantCode: string, orderNumber: string): Promise<readonly MaterialConsumptionVariance[]> {
    const rows = await this.unitOfWork.read<{ document: MaterialConsumptionVariance }>(LIST, [plantCode, orderNumber]);
    return rows.map(({ document }) => document);
  }

  #tell(tx: Tx, subject: VarianceSubject, risen: readonly MaterialConsumptionVariance[]): Promise<void> {
    return this.outbox.append(
      tx,
      risen.map((variance) => ({
        ...subject,
        name: "material-consumption.variance-exceeded",
        latencyClass: "RT" as const,
        data: { ...variance },
      })),
    );
  }
}

/** Only what lines are measured by: events and answers show nothing else of the setting. */
function thresholdsOf({ variance }: Pick<PlantProfile, "variance">): VarianceThresholds {
  if (variance === undefined) return DEFAULT_THRESHOLDS;
  const { warnPct, criticalPct, criticalAbs } = variance;
  return { warnPct, criticalPct, ...(criticalAbs === undefined ? {} : { criticalAbs }) };
}

function toVariance(
  { orderNumber, plantCode }: VarianceSubject,
  line: ConsumedLine,
  thresholds: VarianceThresholds,
  evaluatedAt: string,
): MaterialConsumptionVariance {
  const { componentLine, materialNumber } = line;
  return {
    plantCode,
    orderNumber,
    componentLine,
    materialNumber,
    ...computeVariance(line, thresholds),
    thresholds,
    evaluatedAt,
  };
}
