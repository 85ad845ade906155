import {
  type BulkEntry,
  type BulkItem,
  BulkOnce,
  type BulkResults,
  type OperationReply,
  type OperationRequest,
  toBulkReply,
  toItemWrite,
} from "../../gateway/public.js";
import type { UlidFactory } from "../../kernel/ulid.js";
import type { AcceptOrders } from "../../orders/public.js";
import type { AcceptResult } from "../../platform/accept/public.js";
import type { components } from "./contract.gen.js";
import type { FieldOwners } from "./field-owners.js";
import { confirmationPath } from "./order-write.js";
import { itemRefusalOf } from "./refusals.js";

type Item = components["schemas"]["ConfirmationItem"];
type Request = OperationRequest<unknown, unknown, readonly BulkItem<Item>[]>;

const OPERATION = "createConfirmations";

/** Takes a list of reports, each stored and answered alone; their sequence, not the list, says how they are applied. */
export class CreateConfirmations {
  constructor(
    private readonly accept: AcceptOrders,
    private readonly owners: FieldOwners,
    private readonly ids: UlidFactory,
    private readonly once: BulkOnce,
  ) {}

  /** @throws InterlockError IN_FLIGHT or IDEMPOTENCY_KEY_REUSED for the list as a whole */
  run(request: Request): Promise<OperationReply<200, BulkResults>> {
    const { body, context } = request;
    return this.once.run(context, OPERATION, () =>
      toBulkReply(body, context, {
        submit: (entry) => this.#submit(request, entry),
        refusalOf: (code, detail, item) => itemRefusalOf(code, detail, item.plantCode),
      }),
    );
  }

  async #submit(request: Request, { text, value }: BulkEntry<Item>): Promise<AcceptResult> {
    const { context } = request;
    const { idempotencyKey, plantCode, orderNumber, report } = value;
    await this.owners.require(context, plantCode, ["execution"]);
    const id = this.ids.next();
    const write = toItemWrite(request, {
      operation: OPERATION,
      resourceType: "operation-confirmation",
      plantCode,
      resource: confirmationPath(context, value, id),
      idempotencyKey,
      text,
      document: JSON.stringify(report),
    });
    const { operationNumber, sequence, kind } = report;
    return await this.accept.confirm({ ...write, orderNumber }, id, { operationNumber, sequence, kind });
  }
}
