import { type OperationReply, type OperationRequest, toAcceptReply } from "../../gateway/public.js";
import type { UlidFactory } from "../../kernel/ulid.js";
import type { AcceptReversals, ReadConfirmations } from "../../orders/public.js";
import type { OperationStatus } from "../../platform/operations/operation-status.js";
import type { OperationWaiter } from "../../platform/operations/operation-waiter.js";
import { EVERY_ROW } from "../../platform/security/public.js";
import type { components } from "./contract.gen.js";
import type { FieldOwners } from "./field-owners.js";
import { confirmationPath, expectedVersion, type OrderPlace, orderWrite, rowsOf } from "./order-write.js";
import { refusalOf } from "./refusals.js";

type Place = OrderPlace & { readonly confirmationId: string };
type Body = components["schemas"]["ConfirmationReversal"];
type Reply = Promise<OperationReply<200, OperationStatus> | OperationReply<202, OperationStatus>>;

const OPERATION = "reverseConfirmation";

/** Takes a confirmation back by a new one that points at it. */
export class ReverseConfirmation {
  constructor(
    private readonly accept: AcceptReversals,
    private readonly confirmations: ReadConfirmations,
    private readonly owners: FieldOwners,
    private readonly waiter: OperationWaiter,
    private readonly ids: UlidFactory,
  ) {}

  /** @throws InterlockError for refusals */
  async run(request: OperationRequest<Place, unknown, Body>): Reply {
    const { body, context, path } = request;
    const { plantCode, orderNumber, confirmationId: reverses } = path;
    await this.owners.require(context, plantCode, ["execution"]);
    const stored = await this.confirmations.get(plantCode, orderNumber, reverses, EVERY_ROW);
    const permitted = await this.confirmations.get(plantCode, orderNumber, reverses, rowsOf(context));
    const id = this.ids.next();
    const write = orderWrite(request, OPERATION, "operation-confirmation", path, confirmationPath(context, path, id));
    const result = await this.accept.reverse(write, id, {
      reverses,
      reasonCode: body.reasonCode,
      occurredAt: body.occurredAt,
      postingDate: body.postingDate,
      ifMatch: await expectedVersion(context, () =>
        Promise.resolve(stored === undefined ? undefined : Number(stored.version)),
      ),
      isForbidden: permitted === undefined,
    });
    return await toAcceptReply(result, context, this.waiter, refusalOf);
  }
}
