import {
  type BulkOnce,
  type HandlersOf,
  JsonText,
  type RequestContext,
  type VersionCondition,
  isNamedByIfNoneMatch,
  toAcceptReply,
  toBulkReply,
  toItemWrite,
  toWrite,
} from "../../gateway/public.js";
import { InterlockError } from "../../kernel/problem.js";
import type { UlidFactory } from "../../kernel/ulid.js";
import {
  type AcceptMovements,
  type DryRunMovement,
  MOVEMENT_CURSOR,
  type MovementRepresentation,
  type ReadMovements,
  type ReadStockBalances,
  STOCK_CURSOR,
  movementProblems,
  parseCursor,
} from "../../movements/public.js";
import { orderProblems } from "../../orders/public.js";
import type { OperationWaiter } from "../../platform/operations/operation-waiter.js";
import type { RowFilter } from "../../platform/security/public.js";
import { instantOf } from "../../plants/public.js";
import type { operations } from "./contract.gen.js";
import type { MovementAuthority } from "./movement-authority.js";
import { refusalOf } from "./refusals.js";

type Handlers = HandlersOf<operations>;
type Request<Id extends keyof operations> = Parameters<Handlers[Id]>[0];
type Reply<Id extends keyof operations> = ReturnType<Handlers[Id]>;

/** A version that no movement has; they begin at 1. */
const NO_VERSION = 0;
const RESOURCE_TYPE = "inventory-movement";

/** The read side of movements. */
export interface MovementReads {
  readonly movements: ReadMovements;
  readonly stock: ReadStockBalances;
  readonly dryRun: DryRunMovement;
}

/** What lists and waits need of the gateway. */
export interface Answers {
  readonly waiter: OperationWaiter;
  readonly bulk: BulkOnce;
}

/** inventory-movement v2: translates between the contract and the movements capability, decides nothing. */
export class InventoryMovementHandlers implements Handlers {
  constructor(
    private readonly accept: AcceptMovements,
    private readonly reads: MovementReads,
    private readonly authority: MovementAuthority,
    private readonly answers: Answers,
    private readonly ids: UlidFactory,
  ) {}

  async createMovement(request: Request<"createMovement">): Reply<"createMovement"> {
    const { body, context } = request;
    await this.authority.requireForMovement(context, body);
    const id = this.ids.next();
    const resource = `${context.basePath}/movements/${id}`;
    const { plantCode } = body;
    const subject = { operation: "createMovement", resourceType: RESOURCE_TYPE, plantCode, resource };
    const result = await this.accept.report(toWrite(request, subject), id, body);
    return toAcceptReply(result, context, this.answers.waiter, refusalOf);
  }

  async createMovementBatch(request: Request<"createMovementBatch">): Reply<"createMovementBatch"> {
    const { body, context } = request;
    return await this.answers.bulk.run(context, "createMovementBatch", () =>
      toBulkReply(body, context, {
        submit: async ({ text, value: { idempotencyKey, movement } }) => {
          await this.authority.requireForMovement(context, movement);
          const id = this.ids.next();
          const write = toItemWrite(request, {
            operation: "createMovement",
            resourceType: RESOURCE_TYPE,
            plantCode: movement.plantCode,
            resource: `${context.basePath}/movements/${id}`,
            idempotencyKey,
            text,
            document: JSON.stringify(movement),
          });
          return await this.accept.report(write, id, movement);
        },
        refusalOf,
      }),
    );
  }

  async reverseMovement(request: Request<"reverseMovement">): Reply<"reverseMovement"> {
    const { context, path } = request;
    const found = await this.reads.movements.get(path.movementId, rowsOf(context));
    if (found === undefined) throw notFound(path.movementId);
    await this.authority.requireForMovement(context, found.movement.movement);
    const id = this.ids.next();
    const { plantCode, version } = found;
    const resource = `${context.basePath}/movements/${id}`;
    const subject = { operation: "reverseMovement", resourceType: RESOURCE_TYPE, plantCode, resource };
    const ifMatch = expectedVersion(context.ifMatch, version);
    const result = await this.accept.reverse(toWrite(request, subject), id, path.movementId, ifMatch);
    return toAcceptReply(result, context, this.answers.waiter, refusalOf);
  }

  async validateMovement({ body }: Request<"validateMovement">): Reply<"validateMovement"> {
    return { status: 200, body: await this.reads.dryRun.validate(body) };
  }

  async getMovement({ path, headers, context }: Request<"getMovement">): Reply<"getMovement"> {
    const found = await this.reads.movements.get(path.movementId, rowsOf(context));
    if (found === undefined) throw notFound(path.movementId);
    const etag = `"${found.version}"`;
    const isKnown = isNamedByIfNoneMatch(headers["if-none-match"], etag) && isAtRest(found.movement);
    if (isKnown) return { status: 304, headers: { ETag: etag } };
    return { status: 200, body: new JsonText(JSON.stringify(found.movement)), headers: { ETag: etag } };
  }

  async listMovements({ query, context }: Request<"listMovements">): Reply<"listMovements"> {
    const filter = {
      rows: rowsOf(context),
      plantCodes: query.plantCode,
      movementTypes: query.movementType,
      states: query.state,
      orderNumber: query.orderNumber,
      materialNumber: query.materialNumber,
      lotNumber: query.lotNumber,
      confirmationId: query.confirmationId,
      updatedSince: query.updatedSince === undefined ? undefined : instantOf(query.updatedSince).toISOString(),
    };
    const page = await this.reads.movements.list(filter, query.limit ?? 50, placeOf(query.cursor, MOVEMENT_CURSOR));
    return { status: 200, body: new JsonText(JSON.stringify(page)) };
  }

  async listStockBalances({ query, context }: Request<"listStockBalances">): Reply<"listStockBalances"> {
    const filter = {
      plants: context.plants,
      plantCodes: query.plantCode,
      materialNumber: query.materialNumber,
      storageLocationCode: query.storageLocationCode,
      lotNumber: query.lotNumber,
      stockStatuses: query.stockStatus,
    };
    const page = await this.reads.stock.list(filter, query.limit ?? 50, placeOf(query.cursor, STOCK_CURSOR));
    return { status: 200, body: new JsonText(JSON.stringify(page)) };
  }

  async createStockSnapshot(request: Request<"createStockSnapshot">): Reply<"createStockSnapshot"> {
    const { body, context } = request;
    await this.authority.requireForStock(context, body.plantCode);
    const { plantCode } = body;
    const resource = `${context.basePath}/stock-balances?plantCode=${encodeURIComponent(plantCode)}`;
    const subject = { operation: "createStockSnapshot", resourceType: "stock-snapshot", plantCode, resource };
    // Postgres takes fewer offsets than RFC 3339 allows.
    const asOf = instantOf(body.asOf).toISOString();
    const result = await this.accept.snapshot(toWrite(request, subject), this.ids.next(), asOf);
    return toAcceptReply(result, context, this.answers.waiter, refusalOf);
  }

  async getOperation({ path, context }: Request<"getOperation">): Reply<"getOperation"> {
    const status = await this.answers.waiter.read(path.operationId);
    const isVisible = status !== undefined && (context.plants === "*" || context.plants.includes(status.plantCode));
    if (!isVisible) {
      // One answer for both cases, so that nobody learns which operations other plants have.
      const detail = `There is no operation ${path.operationId} that you may see.`;
      throw new InterlockError(orderProblems.OPERATION_STATUS_NOT_FOUND, { detail });
    }
    const headers: Record<string, string> = status.state === "RUNNING" ? { "Retry-After": "1" } : {};
    return { status: 200, body: status, headers };
  }
}

/** The rows that the caller of an operation may see. */
function rowsOf(context: RequestContext): RowFilter {
  return (columns, firstParameter) => context.rows(columns, firstParameter);
}

/** The version is that of the movement; what its posting is going through has none, so that it is always told anew. */
function isAtRest({ posting }: MovementRepresentation): boolean {
  return posting === undefined || posting.state === "POSTED" || posting.state === "REVERSED";
}

/** The version that the accept statement compares; of several that the caller has seen the stored one if it is among them. */
function expectedVersion(ifMatch: VersionCondition | undefined, stored: number): number | undefined {
  if (ifMatch === undefined || ifMatch === "*") return undefined;
  if (ifMatch.length < 2) return ifMatch[0] ?? NO_VERSION;
  return ifMatch.includes(stored) ? stored : NO_VERSION;
}

/** @throws InterlockError CURSOR_INVALID */
function placeOf(cursor: string | undefined, shapes: readonly RegExp[]): readonly string[] | undefined {
  if (cursor === undefined) return undefined;
  const place = parseCursor(cursor, shapes);
  if (place !== undefined) return place;
  const detail = "cursor must be the nextCursor of the page before.";
  throw new InterlockError(orderProblems.CURSOR_INVALID, { detail });
}

function notFound(movementId: string): InterlockError {
  return refusalOf(movementProblems.MOVEMENT_NOT_FOUND.code, { movementId });
}
