import type { Logger } from "pino";
import { appendEngineCommands, startCommand } from "../platform/engine/engine-commands.js";
import type { UnitOfWork } from "../platform/persistence/unit-of-work.js";
import { AdaptiveLoop } from "./adaptive-loop.js";

const INTERVAL_MS = 30_000;
const REPORTS_MAX = 500;

/**
 * A report whose sweep was commanded at its present version is left out, lest those that fail again and again shut out
 * the others. Done commands are kept for a day (engine-command.store.ts), so that it gets another chance then. The LIKE
 * is that of the partial index engine_command_sweep.
 */
const FORGOTTEN = `
  SELECT c.id, c.plant_code AS "plantCode", c.order_number AS "orderNumber", c.version
  FROM il.confirmation c JOIN il.production_order o USING (plant_code, order_number)
  WHERE c.state = 'QUARANTINED' AND o.state NOT IN ('FORECAST', 'RELEASED') AND NOT EXISTS (
    SELECT 1 FROM il.engine_command k
    WHERE k.workflow_id LIKE 'execution:%:sweep-%' AND k.workflow_id = 'execution:' || c.id || ':sweep-' || c.version)
  ORDER BY c.id LIMIT ${REPORTS_MAX}`;

interface ForgottenReport {
  readonly id: string;
  readonly plantCode: string;
  readonly orderNumber: string;
  readonly version: number;
}

/**
 * Starts quarantined reports whose order is ready. As a rule the acknowledgement of the order does that; a report that
 * was judged before its order existed and stored after the order was ready would wait for ever without this.
 */
export class QuarantineSweep {
  readonly #loop: AdaptiveLoop;

  constructor(
    private readonly unitOfWork: UnitOfWork,
    logger: Logger,
  ) {
    const settings = { name: "quarantine-sweep", busyMs: INTERVAL_MS, idleMs: INTERVAL_MS };
    this.#loop = new AdaptiveLoop(settings, () => this.sweep(), logger);
  }

  start(): void {
    this.#loop.start();
  }

  stop(): Promise<void> {
    return this.#loop.stop();
  }

  /** True when a report was started. The workflow id names the report's version, so that a repeat starts nothing. */
  sweep(): Promise<boolean> {
    return this.unitOfWork.run(async (tx) => {
      const reports = await tx.query<ForgottenReport>(FORGOTTEN);
      const commands = reports.map(({ id, plantCode, orderNumber, version }) =>
        startCommand("execution-to-erp@1", `execution:${id}:sweep-${version}`, {
          plantCode,
          orderNumber,
          confirmationId: id,
        }),
      );
      await appendEngineCommands(tx, commands);
      return commands.length > 0;
    });
  }
}
