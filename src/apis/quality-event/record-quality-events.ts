import {
  type BulkEntry,
  type BulkItem,
  type BulkOnce,
  type BulkResults,
  type OperationReply,
  type OperationRequest,
  toBulkReply,
  toItemWrite,
} from "../../gateway/public.js";
import type { UlidFactory } from "../../kernel/ulid.js";
import type { AcceptResult } from "../../platform/accept/public.js";
import type { RaiseNonconformance, RecordInspection } from "../../quality/public.js";
import { Concurrency } from "./concurrency.js";
import type { components } from "./contract.gen.js";
import type { QualityAuthority } from "./quality-authority.js";
import { refusalOf } from "./refusals.js";

type Item = components["schemas"]["QualityEventList"][number];
type Request = OperationRequest<unknown, unknown, readonly BulkItem<Item>[]>;

const OPERATION = "recordQualityEvents";

/** Items of one list that have a transaction at the same time. */
const ITEMS_AT_ONCE = 6;

/** Takes a list of events, each stored and answered alone. */
export class RecordQualityEvents {
  constructor(
    private readonly inspections: RecordInspection,
    private readonly nonconformances: RaiseNonconformance,
    private readonly ids: UlidFactory,
    private readonly once: BulkOnce,
    private readonly authority: QualityAuthority,
  ) {}

  /** @throws InterlockError IN_FLIGHT or IDEMPOTENCY_KEY_REUSED for the list as a whole */
  run(request: Request): Promise<OperationReply<200, BulkResults>> {
    const slots = new Concurrency(ITEMS_AT_ONCE);
    return this.once.run(request.context, OPERATION, () =>
      toBulkReply(request.body, request.context, {
        submit: (entry) => slots.run(() => this.#record(request, entry)),
        refusalOf: (code, detail, { plantCode }) => refusalOf(code, detail, { plantCode }),
      }),
    );
  }

  async #record(request: Request, { value: item, text }: BulkEntry<Item>): Promise<AcceptResult> {
    const { idempotencyKey, ...event } = item;
    const { plantCode } = item;
    await this.authority.requireForReport(request.context, plantCode);
    const id = this.ids.next();
    const { basePath } = request.context;
    const isInspection = item.kind === "INSPECTION_RESULT";
    const write = toItemWrite(request, {
      operation: OPERATION,
      resourceType: isInspection ? "quality-event" : "nonconformance",
      plantCode,
      resource: isInspection ? `${basePath}/events` : `${basePath}/nonconformances/${id}`,
      idempotencyKey,
      text,
      document: JSON.stringify(event),
    });
    return item.kind === "INSPECTION_RESULT"
      ? await this.inspections.record(write, id, item)
      : await this.nonconformances.raise(write, id, item);
  }
}
