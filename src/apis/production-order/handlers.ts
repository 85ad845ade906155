import { InterlockError } from "../../kernel/problem.js";
import type { UlidFactory } from "../../kernel/ulid.js";
import { type HandlersOf, JsonText, isNamedByIfNoneMatch, toAcceptReply } from "../../gateway/public.js";
import {
  type AcceptOrders,
  type DryRunRelease,
  type OfflineBuffer,
  orderProblems,
  type ReadConfirmations,
  type ReadOrders,
  type ReadTimeline,
} from "../../orders/public.js";
import type { ConsumptionVariances } from "../../movements/public.js";
import { EVERY_ROW, securityProblems } from "../../platform/security/public.js";
import type { OperationWaiter } from "../../platform/operations/operation-waiter.js";
import type { CommandOrder } from "./command-order.js";
import type { components, operations } from "./contract.gen.js";
import type { CreateConfirmations } from "./create-confirmations.js";
import type { FieldOwners } from "./field-owners.js";
import { changeOrder, ownedFieldsOf } from "./order-changes.js";
import { confirmationPath, expectedVersion, type OrderPlace, orderPath, orderWrite, rowsOf } from "./order-write.js";
import { refusalOf } from "./refusals.js";
import type { ReverseConfirmation } from "./reverse-confirmation.js";

type Handlers = HandlersOf<operations>;
type Request<Id extends keyof operations> = Parameters<Handlers[Id]>[0];
type Reply<Id extends keyof operations> = ReturnType<Handlers[Id]>;

/** What a release writes. */
const RELEASED = ["orderControl", "plannedQuantity", "plannedDates"] as const;

/** The read side of orders. */
interface OrderReads {
  readonly orders: ReadOrders;
  readonly confirmations: ReadConfirmations;
  readonly timeline: ReadTimeline;
  readonly variances: ConsumptionVariances;
}

/** The write side, besides releases, acknowledgements and single reports. */
interface OrderWrites {
  readonly orders: AcceptOrders;
  readonly commands: CommandOrder;
  readonly reversal: ReverseConfirmation;
  readonly lists: CreateConfirmations;
  readonly owners: FieldOwners;
  readonly buffer: OfflineBuffer;
}

/** production-order v1: translates between the contract and the orders capability, decides nothing. */
export class ProductionOrderHandlers implements Handlers {
  constructor(
    private readonly writes: OrderWrites,
    private readonly reads: OrderReads,
    private readonly dryRun: DryRunRelease,
    private readonly waiter: OperationWaiter,
    private readonly ids: UlidFactory,
  ) {}

  async releaseOrder(request: Request<"releaseOrder">): Reply<"releaseOrder"> {
    const { body, context } = request;
    await this.writes.owners.require(context, body.plantCode, RELEASED);
    const resource = orderPath(context, body);
    const write = orderWrite(request, "releaseOrder", "production-order", body, resource);
    await this.writes.buffer.admit(write);
    const result = await this.writes.orders.release(write, {
      revision: body.revision,
      materialNumber: body.material.number,
      quantity: body.quantity.value,
      unit: body.quantity.unit,
      ifMatch: await expectedVersion(context, () => this.#versionOf(body)),
    });
    return toAcceptReply(result, context, this.waiter, refusalOf);
  }

  async changeOrder(request: Request<"changeOrder">): Reply<"changeOrder"> {
    const { body, context, path } = request;
    await this.writes.owners.require(context, path.plantCode, ownedFieldsOf(body));
    const stored = await this.reads.orders.get(path.plantCode, path.orderNumber, EVERY_ROW);
    if (stored === undefined) throw notFound(path.plantCode, path.orderNumber);
    if ((await this.reads.orders.get(path.plantCode, path.orderNumber, rowsOf(context))) === undefined)
      throw new InterlockError(securityProblems.FORBIDDEN_ACTION, { plantCode: path.plantCode });
    const { order, document, documentHash, changed } = changeOrder(orderOf(stored.json), body);
    const write = orderWrite(request, "changeOrder", "production-order", path, orderPath(context, path));
    await this.writes.buffer.admit(write);
    // The change was made from this version, so no other one may be stored when it is accepted.
    const seen = await expectedVersion(context, () => Promise.resolve(stored.version));
    const columns = {
      revision: order.revision,
      materialNumber: order.material.number,
      quantity: order.quantity.value,
      unit: order.quantity.unit,
      ifMatch: seen ?? stored.version,
    };
    const result = await this.writes.orders.release({ ...write, document, documentHash }, columns, changed);
    return toAcceptReply(result, context, this.waiter, refusalOf);
  }

  cancelOrder(request: Request<"cancelOrder">): Reply<"cancelOrder"> {
    return this.writes.commands.run(request, "cancelOrder", "CANCEL");
  }

  closeOrder(request: Request<"closeOrder">): Reply<"closeOrder"> {
    return this.writes.commands.run(request, "closeOrder", "CLOSE");
  }

  reopenOrder(request: Request<"reopenOrder">): Reply<"reopenOrder"> {
    return this.writes.commands.run(request, "reopenOrder", "REOPEN");
  }

  abortOrder(request: Request<"abortOrder">): Reply<"abortOrder"> {
    return this.writes.commands.run(request, "abortOrder", "ABORT");
  }

  revalidateOrder(request: Request<"revalidateOrder">): Reply<"revalidateOrder"> {
    return this.writes.commands.run(request, "revalidateOrder", "REVALIDATE");
  }

  redispatchOrder(request: Request<"redispatchOrder">): Reply<"redispatchOrder"> {
    return this.writes.commands.run(request, "redispatchOrder", "REDISPATCH");
  }

  reverseConfirmation(request: Request<"reverseConfirmation">): Reply<"reverseConfirmation"> {
    return this.writes.reversal.run(request);
  }

  createConfirmations(request: Request<"createConfirmations">): Reply<"createConfirmations"> {
    return this.writes.lists.run(request);
  }

  async acknowledgeOrder(request: Request<"acknowledgeOrder">): Reply<"acknowledgeOrder"> {
    const { body, context, path } = request;
    await this.writes.owners.require(context, path.plantCode, ["execution"]);
    const resource = orderPath(context, path);
    const result = await this.writes.orders.acknowledge(
      orderWrite(request, "acknowledgeOrder", "acknowledgement", path, resource),
      body.dispatchId,
      body.result,
      await expectedVersion(context, () => this.#versionOf(path)),
    );
    return toAcceptReply(result, context, this.waiter, refusalOf);
  }

  async createConfirmation(request: Request<"createConfirmation">): Reply<"createConfirmation"> {
    const { body, context, path } = request;
    await this.writes.owners.require(context, path.plantCode, ["execution"]);
    const id = this.ids.next();
    const resource = confirmationPath(context, path, id);
    const result = await this.writes.orders.confirm(
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

  async getVariances({ path, context }: Request<"getVariances">): Reply<"getVariances"> {
    const { plantCode, orderNumber } = path;
    if ((await this.reads.orders.get(plantCode, orderNumber, rowsOf(context))) === undefined)
      throw notFound(plantCode, orderNumber);
    const rows = await this.reads.variances.list(plantCode, orderNumber);
    return { status: 200, body: new JsonText(JSON.stringify({ rows })) };
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

  async #versionOf({ plantCode, orderNumber }: OrderPlace): Promise<number | undefined> {
    return (await this.reads.orders.get(plantCode, orderNumber, EVERY_ROW))?.version;
  }
}

/** The document of an order in its representation. */
function orderOf(json: string): components["schemas"]["OrderRelease"] {
  return (JSON.parse(json) as components["schemas"]["ProductionOrder"]).order;
}

function notFound(plantCode: string, orderNumber: string): InterlockError {
  return new InterlockError(orderProblems.ORDER_NOT_FOUND, {
    detail: `There is no order ${orderNumber} in plant ${plantCode}.`,
    plantCode,
  });
}
