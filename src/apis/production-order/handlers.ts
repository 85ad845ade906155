import { InterlockError } from "../../kernel/problem.js";
import type { UlidFactory } from "../../kernel/ulid.js";
import {
  type HandlersOf,
  JsonText,
  type OperationRequest,
  type RequestContext,
  isNamedByIfNoneMatch,
  toAcceptReply,
  toWrite,
} from "../../gateway/public.js";
import {
  type AcceptOrders,
  type DryRunRelease,
  type OrderWrite,
  orderProblems,
  type ReadConfirmations,
  type ReadOrders,
  type ReadTimeline,
} from "../../orders/public.js";
import { EVERY_ROW, type RowFilter } from "../../platform/security/public.js";
import type { OperationWaiter } from "../../platform/operations/operation-waiter.js";
import { refusalOf } from "./refusals.js";
import type { operations } from "./contract.gen.js";

type Handlers = HandlersOf<operations>;
type Request<Id extends keyof operations> = Parameters<Handlers[Id]>[0];
type Reply<Id extends keyof operations> = ReturnType<Handlers[Id]>;

/** A version that no order has; they begin at 1. */
const NO_VERSION = 0;

/** The read side of orders. */
interface OrderReads {
  readonly orders: ReadOrders;
  readonly confirmations: ReadConfirmations;
  readonly timeline: ReadTimeline;
}

/** production-order v1: translates between the contract and the orders capability, decides nothing. */
export class ProductionOrderHandlers implements Handlers {
  constructor(
    private readonly accept: AcceptOrders,
    private readonly reads: OrderReads,
    private readonly dryRun: DryRunRelease,
    private readonly waiter: OperationWaiter,
    private readonly ids: UlidFactory,
  ) {}

  async releaseOrder(request: Request<"releaseOrder">): Reply<"releaseOrder"> {
    const { body, context } = request;
    const resource = orderPath(context, body.plantCode, body.orderNumber);
    const result = await this.accept.release(orderWrite(request, "releaseOrder", "production-order", body, resource), {
      revision: body.revision,
      materialNumber: body.material.number,
      quantity: body.quantity.value,
      unit: body.quantity.unit,
      ifMatch: await this.#expectedVersion(context, body.plantCode, body.orderNumber),
    });
    return toAcceptReply(result, context, this.waiter, refusalOf);
  }

  async acknowledgeOrder(request: Request<"acknowledgeOrder">): Reply<"acknowledgeOrder"> {
    const { body, context, path } = request;
    const resource = orderPath(context, path.plantCode, path.orderNumber);
    const result = await this.accept.acknowledge(
      orderWrite(request, "acknowledgeOrder", "acknowledgement", path, resource),
      body.dispatchId,
      body.result,
      await this.#expectedVersion(context, path.plantCode, path.orderNumber),
    );
    return toAcceptReply(result, context, this.waiter, refusalOf);
  }

  async createConfirmation(request: Request<"createConfirmation">): Reply<"createConfirmation"> {
    const { body, context, path } = request;
    const id = this.ids.next();
    const resource = `${orderPath(context, path.plantCode, path.orderNumber)}/confirmations/${id}`;
    const result = await this.accept.confirm(
      orderWrite(request, "createConfirmation", "operation-confirmation", path, resource),
      id,
      { operationNumber: body.operationNumber, sequence: body.sequence, kind: body.kind },
    );
    return toAcceptReply(result, context, this.waiter, refusalOf);
  }

  async getOrder({ path, headers, context }: Request<"getOrder">): Reply<"getOrder"> {
    const order = await this.reads.orders.get(path.plantCode, path.orderNumber, rowsOf(context));
    if (order === undefined) throw notFound(path.plantCode, path.orderNumber);
    const etag = `"${order.version}"`;
    if (isNamedByIfNoneMatch(headers["if-none-match"], etag)) return { status: 304, headers: { ETag: etag } };
    return { status: 200, body: new JsonText(order.json), headers: { ETag: etag } };
  }

  async listOrders({ query, context }: Request<"listOrders">): Reply<"listOrders"> {
    const page = await this.reads.orders.list(
      {
        rows: rowsOf(context),
        plantCodes: query.plantCode,
        states: query.state,
        syncStates: query.syncState,
        materialNumber: query.materialNumber,
        workCenterCode: query.workCenterCode,
        updatedSince: query.updatedSince,
      },
      query.limit ?? 50,
      query.cursor,
    );
    const text = `{"items":[${page.items.join(",")}],"nextCursor":${JSON.stringify(page.nextCursor)}}`;
    return { status: 200, body: new JsonText(text) };
  }

  async listConfirmations({ path, query, context }: Request<"listConfirmations">): Reply<"listConfirmations"> {
    const { plantCode, orderNumber } = path;
    const page = await this.reads.confirmations.list(
      plantCode,
      orderNumber,
      query.limit ?? 50,
      query.cursor,
      rowsOf(context),
    );
    // Reports may come before their order; only a place of which nothing is known does not exist.
    const isKnown =
      page.items.length > 0 || (await this.reads.orders.get(plantCode, orderNumber, EVERY_ROW)) !== undefined;
    if (!isKnown) throw notFound(plantCode, orderNumber);
    return { status: 200, body: new JsonText(JSON.stringify(page)) };
  }

  async getConfirmation({ path, context }: Request<"getConfirmation">): Reply<"getConfirmation"> {
    const { plantCode, orderNumber, confirmationId } = path;
    const found = await this.reads.confirmations.get(plantCode, orderNumber, confirmationId, rowsOf(context));
    if (found === undefined) {
      const detail = `Order ${path.plantCode}/${path.orderNumber} has no confirmation ${path.confirmationId}.`;
      throw new InterlockError(orderProblems.CONFIRMATION_NOT_FOUND, { detail, plantCode: path.plantCode });
    }
    return {
      status: 200,
      body: new JsonText(JSON.stringify(found.confirmation)),
      headers: { ETag: `"${found.version}"` },
    };
  }

  async getTimeline({ path, query, context }: Request<"getTimeline">): Reply<"getTimeline"> {
    const isHidden = await this.reads.orders.isHidden(path.plantCode, path.orderNumber, rowsOf(context));
    if (isHidden) throw notFound(path.plantCode, path.orderNumber);
    const page = await this.reads.timeline.read(path.plantCode, path.orderNumber, query.limit ?? 50, query.cursor);
    if (page.items.length === 0 && query.cursor === undefined) throw notFound(path.plantCode, path.orderNumber);
    return { status: 200, body: new JsonText(JSON.stringify(page)) };
  }

  async validateOrder({ body }: Request<"validateOrder">): Reply<"validateOrder"> {
    return { status: 200, body: new JsonText(JSON.stringify(await this.dryRun.validate(body))) };
  }

  async getOperation({ path, context }: Request<"getOperation">): Reply<"getOperation"> {
    const status = await this.waiter.read(path.operationId);
    const isVisible = status !== undefined && (context.plants === "*" || context.plants.includes(status.plantCode));
    if (!isVisible) {
      // One answer for both cases, so that nobody learns which operations other plants have.
      const detail = `There is no operation ${path.operationId} that you may see.`;
      throw new InterlockError(orderProblems.OPERATION_STATUS_NOT_FOUND, { detail });
    }
    const headers: Record<string, string> = status.state === "RUNNING" ? { "Retry-After": "1" } : {};
    return { status: 200, body: status, headers };
  }

  /**
   * The one version that the accept statement compares under the order's lock. Orders are never deleted, so `*` needs
   * no comparison once the order is there; of several versions the stored one is taken if it is among them.
   */
  async #expectedVersion(
    { ifMatch }: RequestContext,
    plantCode: string,
    orderNumber: string,
  ): Promise<number | undefined> {
    if (ifMatch === undefined) return undefined;
    if (ifMatch !== "*" && ifMatch.length < 2) return ifMatch[0] ?? NO_VERSION;
    const stored = await this.reads.orders.get(plantCode, orderNumber, EVERY_ROW);
    if (stored === undefined) return NO_VERSION;
    if (ifMatch === "*") return undefined;
    return ifMatch.includes(stored.version) ? stored.version : NO_VERSION;
  }
}

/** The rows that the caller of an operation may see. */
function rowsOf(context: RequestContext): RowFilter {
  return (columns, firstParameter) => context.rows(columns, firstParameter);
}

function orderWrite(
  request: OperationRequest<unknown, unknown, unknown>,
  operation: string,
  resourceType: string,
  { plantCode, orderNumber }: { readonly plantCode: string; readonly orderNumber: string },
  resource: string,
): OrderWrite {
  return { ...toWrite(request, { operation, resourceType, plantCode, resource }), orderNumber };
}

function orderPath(context: RequestContext, plantCode: string, orderNumber: string): string {
  return `${context.basePath}/orders/${encodeURIComponent(plantCode)}/${encodeURIComponent(orderNumber)}`;
}

function notFound(plantCode: string, orderNumber: string): InterlockError {
  return new InterlockError(orderProblems.ORDER_NOT_FOUND, {
    detail: `There is no order ${orderNumber} in plant ${plantCode}.`,
    plantCode,
  });
}
