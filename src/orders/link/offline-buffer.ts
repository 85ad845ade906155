import type { Clock } from "../../kernel/clock.js";
import { InterlockError } from "../../kernel/problem.js";
import type { UnitOfWork } from "../../platform/persistence/unit-of-work.js";
import type { PlantDirectory } from "../../plants/public.js";
import { orderProblems } from "../problems.js";
import { type OfflinePolicy, offlinePolicyOf } from "./plant-link.js";
import type { PlantLinks } from "./plant-links.js";

/** A write that would add an order to those that wait. */
export interface BufferedWrite {
  readonly plantCode: string;
  readonly orderNumber: string;
  readonly clientId: string;
  readonly operation: string;
  readonly idempotencyKey: string;
}

/** Age after which the waiting orders of a plant are counted again. */
const FRESH_MS = 1000;
const BYTES_PER_MB = 1_048_576;

/** The index of buffered orders holds no others, and the count stops where the answer is known. */
const COUNT = `
  SELECT count(*)::int AS messages, coalesce(sum(bytes), 0)::float8 AS bytes FROM (
    SELECT pg_column_size(document) AS bytes FROM il.production_order
    WHERE plant_code = $1 AND sync_state = 'BUFFERED' LIMIT $2) waiting`;

/** A repeated request is answered as before, and a change of a waiting order takes no further place. */
const TAKES_NO_PLACE = `
  SELECT FROM il.idempotency WHERE client_id = $3 AND operation = $4 AND key = $5
  UNION ALL
  SELECT FROM il.production_order WHERE plant_code = $1 AND order_number = $2 AND sync_state = 'BUFFERED'`;

interface Waiting {
  readonly messages: number;
  readonly bytes: number;
  readonly countedAtMs: number;
}

/**
 * Bounds the orders that wait for a plant which cannot be reached. What was accepted is never dropped: the next order is
 * refused instead. Orders on their way through validation are not counted yet, so the limit may be passed by those.
 */
export class OfflineBuffer {
  readonly #waiting = new Map<string, Waiting>();

  constructor(
    private readonly plants: PlantDirectory,
    private readonly links: PlantLinks,
    private readonly unitOfWork: UnitOfWork,
    private readonly clock: Clock,
  ) {}

  /** @throws InterlockError QUEUE_FULL */
  async admit(write: BufferedWrite): Promise<void> {
    const { plantCode, orderNumber, clientId, operation, idempotencyKey } = write;
    if ((await this.links.state(plantCode)) !== "OFFLINE") return;
    const profile = await this.plants.profile(plantCode);
    const policy = profile === undefined ? undefined : offlinePolicyOf(profile);
    if (policy === undefined || !isFull(await this.#count(plantCode, policy), policy)) return;
    const known = [plantCode, orderNumber, clientId, operation, idempotencyKey];
    if ((await this.unitOfWork.read(TAKES_NO_PLACE, known)).length > 0) return;
    const limits = `${policy.bufferMaxMessages} orders or ${policy.bufferMaxMb} MB`;
    throw new InterlockError(orderProblems.QUEUE_FULL, {
      plantCode,
      detail: `The MES of plant ${plantCode} cannot be reached, and as many orders wait for it as may (${limits}). Send the order again later.`,
      headers: { "retry-after": String(policy.probeSeconds) },
    });
  }

  async #count(plantCode: string, { bufferMaxMessages }: OfflinePolicy): Promise<Waiting> {
    const last = this.#waiting.get(plantCode);
    const countedAtMs = this.clock.monotonicMs();
    if (last !== undefined && countedAtMs - last.countedAtMs < FRESH_MS) return last;
    const [row] = await this.unitOfWork.read<Omit<Waiting, "countedAtMs">>(COUNT, [plantCode, bufferMaxMessages]);
    const waiting = { messages: row?.messages ?? 0, bytes: row?.bytes ?? 0, countedAtMs };
    this.#waiting.set(plantCode, waiting);
    return waiting;
  }
}

function isFull({ messages, bytes }: Waiting, { bufferMaxMessages, bufferMaxMb }: OfflinePolicy): boolean {
  return messages >= bufferMaxMessages || bytes >= bufferMaxMb * BYTES_PER_MB;
}
