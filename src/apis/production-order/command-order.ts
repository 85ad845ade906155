import { type OperationReply, type OperationRequest, toAcceptReply } from "../../gateway/public.js";
import type { AcceptCommands, OrderCommandName, ReadOrders } from "../../orders/public.js";
import type { AuthorityField } from "../../plants/public.js";
import type { OperationStatus } from "../../platform/operations/operation-status.js";
import type { OperationWaiter } from "../../platform/operations/operation-waiter.js";
import { EVERY_ROW } from "../../platform/security/public.js";
import type { FieldOwners } from "./field-owners.js";
import { expectedVersion, type OrderPlace, orderPath, orderWrite, rowsOf } from "./order-write.js";
import { refusalOf } from "./refusals.js";

/** Commands that change what one system owns; the others change what Interlock itself owns. */
const OWNED: Readonly<Partial<Record<OrderCommandName, AuthorityField>>> = {
  CANCEL: "orderControl",
  CLOSE: "orderControl",
  REOPEN: "orderControl",
  ABORT: "execution",
};

type Reply = Promise<OperationReply<200, OperationStatus> | OperationReply<202, OperationStatus>>;

/** The `:command` operations of an order, which differ in nothing but their name. */
export class CommandOrder {
  constructor(
    private readonly accept: AcceptCommands,
    private readonly orders: ReadOrders,
    private readonly owners: FieldOwners,
    private readonly waiter: OperationWaiter,
  ) {}

  /** @param operation operationId of the contract @throws InterlockError for refusals */
  async run(
    request: OperationRequest<OrderPlace, unknown, unknown>,
    operation: string,
    command: OrderCommandName,
  ): Reply {
    const { context, path } = request;
    const { plantCode, orderNumber } = path;
    const field = OWNED[command];
    if (field !== undefined) await this.owners.require(context, plantCode, [field]);
    const stored = await this.orders.get(plantCode, orderNumber, EVERY_ROW);
    const permitted = await this.orders.get(plantCode, orderNumber, rowsOf(context));
    const write = orderWrite(request, operation, "production-order", path, orderPath(context, path));
    const document = write.document === "" ? "{}" : write.document;
    const result = await this.accept.command(
      { ...write, document },
      {
        command,
        ifMatch: await expectedVersion(context, () => Promise.resolve(stored?.version)),
        isForbidden: permitted === undefined,
      },
    );
    return await toAcceptReply(result, context, this.waiter, refusalOf);
  }
}
