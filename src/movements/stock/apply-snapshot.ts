import type { StockStatus } from "../../connectors/public.js";
import { hasValidCheckDigit } from "../../kernel/check-digit.js";
import type { Clock } from "../../kernel/clock.js";
import type { Finding } from "../../kernel/finding.js";
import { type ProblemDefinition, toProblem } from "../../kernel/problem.js";
import type { Quantity } from "../../kernel/quantity.js";
import type { Outbox } from "../../platform/messaging/outbox.js";
import { settleOperation } from "../../platform/operations/operation-status.js";
import type { Tx, UnitOfWork } from "../../platform/persistence/unit-of-work.js";
import {
  type EffectiveRecords,
  type UpsertMasterData,
  readEffectiveRecords,
  readMaterialUnits,
} from "../../plants/public.js";
import { movementProblems } from "../problems.js";

/** StockSnapshot of the contract. */
interface StockSnapshot {
  readonly plantCode: string;
  readonly asOf: string;
  readonly balances: readonly SnapshotBalance[];
}

interface SnapshotBalance {
  readonly materialNumber: string;
  readonly storageLocationCode?: string;
  readonly lotNumber?: string;
  readonly handlingUnit?: string;
  readonly stockStatus: StockStatus;
  readonly quantity: Quantity;
}

interface SnapshotRow {
  readonly id: string;
  readonly document: StockSnapshot;
  readonly clientId: string;
  readonly operationId: string;
  readonly correlationId: string;
  readonly traceparent: string;
  readonly operationState: string;
}

const READ = `
  SELECT s.id, s.document, s.client_id AS "clientId", s.operation_id AS "operationId",
    s.correlation_id AS "correlationId", s.traceparent, o.state AS "operationState"
  FROM il.stock_snapshot s JOIN il.operation_status o ON o.id = s.operation_id WHERE s.id = $1`;

/** A snapshot is kept as long as its key is recognised; its balances stay. */
const FORGET = "DELETE FROM il.stock_snapshot WHERE plant_code = $1 AND recorded_at < now() - interval '7 days'";

/** Events about the stock of a plant are ordered among each other. */
const STOCK_KEY = "STOCK";
const FINDINGS_MAX = 200;

type MaterialUnits = Awaited<ReturnType<typeof readMaterialUnits>>;

/** Brings the balances of a stored snapshot into force, all of them or none. */
export class ApplySnapshot {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly masterData: Pick<UpsertMasterData, "upsert">,
    private readonly outbox: Outbox,
    private readonly clock: Clock,
  ) {}

  /** Idempotent: balances that are in force change nothing, and an operation that has ended stays as it ended. */
  async apply(snapshotId: string): Promise<"APPLIED" | "REFUSED"> {
    const { row, findings } = await this.unitOfWork.run(async (tx) => {
      const found = await readSnapshot(tx, snapshotId);
      return { row: found, findings: await this.#check(tx, found.document) };
    });
    if (findings.length > 0) {
      await this.#refuse(row, movementProblems.SNAPSHOT_REFUSED, findings);
      return "REFUSED";
    }
    const { clientId, correlationId, traceparent, document } = row;
    const items = document.balances.map((balance) => ({
      type: "stock-balance",
      document: { ...balance, asOf: document.asOf },
    }));
    const outcomes = await this.masterData.upsert(items, document.plantCode, { clientId, correlationId, traceparent });
    const refused = outcomes.flatMap((outcome) => (outcome.result === "REFUSED" ? outcome.findings : []));
    // The checks above let nothing pass that the store refuses; if they did, a person must see it.
    if (refused.length > 0) {
      await this.#refuse(row, movementProblems.SNAPSHOT_REFUSED, refused);
      return "REFUSED";
    }
    await this.unitOfWork.run((tx) => this.#finish(tx, snapshotId));
    return "APPLIED";
  }

  /** Ends the operation of a snapshot whose workflow failed for good. */
  async fail(snapshotId: string, problem: ProblemDefinition): Promise<void> {
    const row = await this.unitOfWork.run((tx) => readSnapshot(tx, snapshotId));
    await this.#refuse(row, problem, []);
  }

  async #check(tx: Tx, { balances, plantCode }: StockSnapshot): Promise<Finding[]> {
    const now = this.clock.now();
    const keys = balances.map(({ materialNumber }) => materialNumber);
    const records = await readEffectiveRecords(tx, plantCode, now, [{ type: "material", keys }]);
    const units = await readMaterialUnits(tx, plantCode, now, keys);
    return [
      ...checkRepeats(balances),
      ...balances.flatMap((balance, index) => checkBalance(balance, `/balances/${index}`, plantCode, records, units)),
    ];
  }

  async #finish(tx: Tx, snapshotId: string): Promise<void> {
    const row = await readSnapshot(tx, snapshotId);
    if (row.operationState !== "RUNNING") return;
    await settleOperation(tx, row.operationId, "SUCCEEDED");
    await tx.query(FORGET, [row.document.plantCode]);
    const { correlationId, document, traceparent } = row;
    await this.outbox.append(tx, [
      {
        name: "stock-snapshot.recorded",
        plantCode: document.plantCode,
        partitionKey: `${document.plantCode}/${STOCK_KEY}`,
        latencyClass: "BATCH",
        correlationId,
        traceparent,
        data: { snapshotId, asOf: document.asOf, balanceCount: document.balances.length },
      },
    ]);
  }

  async #refuse(row: SnapshotRow, definition: ProblemDefinition, findings: readonly Finding[]): Promise<void> {
    const { plantCode } = row.document;
    const count = findings.length;
    const detail = `The snapshot of plant ${plantCode} has ${count} finding${count === 1 ? "" : "s"}; nothing of it was taken over.`;
    const details = { plantCode, errors: findings.slice(0, FINDINGS_MAX), ...(count === 0 ? {} : { detail }) };
    const problem = toProblem(definition, details, row.correlationId);
    await this.unitOfWork.run((tx) => settleOperation(tx, row.operationId, "FAILED", problem));
  }
}

async function readSnapshot(tx: Tx, id: string): Promise<SnapshotRow> {
  const [row] = await tx.query<SnapshotRow>(READ, [id]);
  if (row === undefined) throw new Error(`stock snapshot ${id} does not exist`);
  return row;
}

/** One place has one balance; which of two is right nobody can say. */
function checkRepeats(balances: readonly SnapshotBalance[]): Finding[] {
  const seen = new Set<string>();
  return balances.flatMap(({ materialNumber, storageLocationCode, lotNumber, handlingUnit, stockStatus }, index) => {
    const key = [materialNumber, storageLocationCode, lotNumber, handlingUnit, stockStatus].join("~");
    const isRepeated = seen.has(key);
    seen.add(key);
    if (!isRepeated) return [];
    const message = `The snapshot has two balances of ${materialNumber} at the same place.`;
    return [refuse("MASTER_DATA_DUPLICATE", `/balances/${index}`, message, "Send one balance for each place.")];
  });
}

function checkBalance(
  { handlingUnit, materialNumber, quantity }: SnapshotBalance,
  pointer: string,
  plantCode: string,
  records: EffectiveRecords,
  units: MaterialUnits,
): Finding[] {
  const material = records.find("material", materialNumber);
  if (material === undefined) {
    const message = `Material ${materialNumber} is not known in plant ${plantCode}.`;
    const fix = "Add the material to the master data or correct the number.";
    return [refuse("MATERIAL_UNKNOWN", `${pointer}/materialNumber`, message, fix)];
  }
  if (units.convert(quantity, material.baseUnit, materialNumber) === undefined) {
    const message = `${quantity.unit} does not convert to ${material.baseUnit}, the base unit of ${materialNumber}.`;
    const fix = `Report ${material.baseUnit}, or add ${quantity.unit} to the material's altUnits.`;
    return [refuse("UOM_NOT_CONVERTIBLE", `${pointer}/quantity/unit`, message, fix)];
  }
  if (handlingUnit === undefined || hasValidCheckDigit(handlingUnit)) return [];
  const message = `SSCC ${handlingUnit} has a wrong check digit.`;
  return [refuse("BAD_CHECK_DIGIT", `${pointer}/handlingUnit`, message, "Scan the label again.")];
}

function refuse(code: string, pointer: string, message: string, fix: string): Finding {
  return { code, severity: "ERROR", check: "stock-snapshot", message, pointer, fix };
}
