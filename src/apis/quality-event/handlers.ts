import {
  type HandlersOf,
  JsonText,
  type RequestContext,
  isNamedByIfNoneMatch,
  toAcceptReply,
  toWrite,
} from "../../gateway/public.js";
import { genealogyProblems, type ExportEpcis, type TraceGenealogy } from "../../genealogy/public.js";
import { InterlockError } from "../../kernel/problem.js";
import type { UlidFactory } from "../../kernel/ulid.js";
import { orderProblems } from "../../orders/public.js";
import type { AcceptResult, TransactionWrite } from "../../platform/accept/public.js";
import type { OperationWaiter } from "../../platform/operations/operation-waiter.js";
import { EVERY_ROW, type RowFilter } from "../../platform/security/public.js";
import { instantOf } from "../../plants/public.js";
import { type HoldCommand, qualityProblems } from "../../quality/public.js";
import type { operations } from "./contract.gen.js";
import { toGenealogy } from "./genealogy-representation.js";
import { idAfter, toPage } from "./page.js";
import type { QualityReads, QualityWrites } from "./quality-services.js";
import { refusalOf } from "./refusals.js";
import { scopeKeysOf } from "./scope-keys.js";

type Handlers = HandlersOf<operations>;
type Request<Id extends keyof operations> = Parameters<Handlers[Id]>[0];
type Reply<Id extends keyof operations> = ReturnType<Handlers[Id]>;

/** quality-event v1: translates between the contract and the capabilities of quality and genealogy, decides nothing. */
export class QualityEventHandlers implements Handlers {
  constructor(
    private readonly writes: QualityWrites,
    private readonly reads: QualityReads,
    private readonly genealogy: TraceGenealogy,
    private readonly epcis: ExportEpcis,
    private readonly waiter: OperationWaiter,
    private readonly ids: UlidFactory,
  ) {}

  async recordInspection(request: Request<"recordInspection">): Reply<"recordInspection"> {
    const { body, context } = request;
    await this.writes.authority.requireForReport(context, body.plantCode);
    const resource = `${context.basePath}/events`;
    const subject = {
      operation: "recordInspection",
      resourceType: "quality-event",
      plantCode: body.plantCode,
      resource,
    };
    return await this.#reply(this.writes.inspections.record(toWrite(request, subject), this.ids.next(), body), context);
  }

  async placeHold(request: Request<"placeHold">): Reply<"placeHold"> {
    const { body, context } = request;
    await this.writes.authority.requireForDecision(context, body.plantCode);
    const id = this.ids.next();
    const resource = `${context.basePath}/holds/${id}`;
    const subject = { operation: "placeHold", resourceType: "quality-hold", plantCode: body.plantCode, resource };
    return await this.#reply(this.writes.holds.report(toWrite(request, subject), id, body), context);
  }

  async listHolds({ query, context }: Request<"listHolds">): Reply<"listHolds"> {
    const limit = query.limit ?? 50;
    const filter = {
      rows: rowsOf(context),
      plantCodes: query.plantCode,
      states: query.state,
      keys: scopeKeysOf(query),
      updatedSince: query.updatedSince === undefined ? undefined : instantOf(query.updatedSince),
    };
    const holds = await this.reads.holds.list(filter, limit + 1, idAfter(query.cursor));
    const rows = holds.map((json) => ({ id: json.id, json }));
    return { status: 200, body: toPage(rows, limit) };
  }

  async getHold({ path, headers, context }: Request<"getHold">): Reply<"getHold"> {
    const hold = await this.reads.holds.get(path.holdId, rowsOf(context));
    if (hold === undefined) throw holdNotFound(path.holdId);
    const etag = `"${hold.etag}"`;
    if (isNamedByIfNoneMatch(headers["if-none-match"], etag)) return { status: 304, headers: { ETag: etag } };
    return { status: 200, body: new JsonText(JSON.stringify(hold)), headers: { ETag: etag } };
  }

  async requestHoldRelease(request: Request<"requestHoldRelease">): Reply<"requestHoldRelease"> {
    const { body, context, path } = request;
    const write = await this.#holdWrite(request, path.holdId, "requestHoldRelease");
    const result = this.writes.releaseRequests.request(write, commandOf(path.holdId, context), body.reason);
    return await this.#reply(result, context, write.plantCode);
  }

  async releaseHold(request: Request<"releaseHold">): Reply<"releaseHold"> {
    const { body, context, path } = request;
    const write = await this.#holdWrite(request, path.holdId, "releaseHold");
    const command = commandOf(path.holdId, context);
    const { releases } = this.writes;
    const result =
      body.decision === "RELEASE"
        ? releases.release(write, this.ids.next(), command, body.reason)
        : releases.deny(write, command, body.reason);
    return await this.#reply(result, context, write.plantCode);
  }

  async rejectHold(request: Request<"rejectHold">): Reply<"rejectHold"> {
    const { body, context, path } = request;
    const write = await this.#holdWrite(request, path.holdId, "rejectHold");
    const result = this.writes.rejections.reject(write, commandOf(path.holdId, context), body);
    return await this.#reply(result, context, write.plantCode);
  }

  async raiseNonconformance(request: Request<"raiseNonconformance">): Reply<"raiseNonconformance"> {
    const { body, context } = request;
    const id = this.ids.next();
    const { plantCode } = body;
    await this.writes.authority.requireForReport(context, plantCode);
    const resource = `${context.basePath}/nonconformances/${id}`;
    const subject = { operation: "raiseNonconformance", resourceType: "nonconformance", plantCode, resource };
    return await this.#reply(this.writes.nonconformances.raise(toWrite(request, subject), id, body), context);
  }

  async getNonconformance({ path, headers, context }: Request<"getNonconformance">): Reply<"getNonconformance"> {
    const found = await this.reads.nonconformances.get(path.nonconformanceId, rowsOf(context));
    if (found === undefined) throw nonconformanceNotFound(path.nonconformanceId);
    const etag = `"${found.etag}"`;
    if (isNamedByIfNoneMatch(headers["if-none-match"], etag)) return { status: 304, headers: { ETag: etag } };
    return { status: 200, body: new JsonText(JSON.stringify(found)), headers: { ETag: etag } };
  }

  async changeNonconformance(request: Request<"changeNonconformance">): Reply<"changeNonconformance"> {
    const { body, context, path } = request;
    const id = path.nonconformanceId;
    const found = await this.reads.nonconformances.get(id, rowsOf(context));
    if (found === undefined) throw nonconformanceNotFound(id);
    const { plantCode } = found;
    await this.writes.authority.requireForDecision(context, plantCode);
    const resource = `${context.basePath}/nonconformances/${id}`;
    const subject = { operation: "changeNonconformance", resourceType: "nonconformance", plantCode, resource };
    const write = toWrite(request, subject);
    const result = this.writes.changes.change(write, this.ids.next(), id, context.ifMatch ?? [], body);
    return await this.#reply(result, context, write.plantCode);
  }

  async decideUsage(request: Request<"decideUsage">): Reply<"decideUsage"> {
    const { body, context } = request;
    await this.writes.authority.requireForDecision(context, body.plantCode);
    const { materialNumber, lotNumber } = body.scope;
    const lot = `${encodeURIComponent(materialNumber)}/${encodeURIComponent(lotNumber)}`;
    const resource = `${context.basePath}/genealogy/${lot}`;
    const subject = { operation: "decideUsage", resourceType: "lot", plantCode: body.plantCode, resource };
    return await this.#reply(this.writes.usage.decide(toWrite(request, subject), this.ids.next(), body), context);
  }

  async listQualityEvents({ query, context }: Request<"listQualityEvents">): Reply<"listQualityEvents"> {
    const limit = query.limit ?? 50;
    const filter = {
      rows: rowsOf(context),
      plantCodes: query.plantCode,
      kinds: query.kind,
      keys: scopeKeysOf(query),
      updatedSince: query.updatedSince === undefined ? undefined : instantOf(query.updatedSince),
    };
    const rows = await this.reads.events.list(filter, limit + 1, idAfter(query.cursor));
    return { status: 200, body: toPage(rows, limit) };
  }

  async recordQualityEvents(request: Request<"recordQualityEvents">): Reply<"recordQualityEvents"> {
    return await this.writes.lists.run(request);
  }

  async traceLot({ path, query, context }: Request<"traceLot">): Reply<"traceLot"> {
    const question = {
      ...path,
      direction: query.direction ?? "up",
      depth: query.depth ?? 5,
      plantCodes: query.plantCode,
      rows: rowsOf(context),
    };
    const trace = await this.genealogy.trace(question);
    if (trace === undefined) throw lotNotTraced(path);
    return { status: 200, body: toGenealogy(trace, question) };
  }

  async exportLot({ path, query, context }: Request<"exportLot">): Reply<"exportLot"> {
    const { depth = 5, plantCode: plantCodes } = query;
    const document = await this.epcis.export({ ...path, depth, plantCodes, rows: rowsOf(context) });
    if (document === undefined) throw lotNotTraced(path);
    return { status: 200, body: new JsonText(JSON.stringify(document)) };
  }

  async getOperation({ path, context }: Request<"getOperation">): Reply<"getOperation"> {
    const status = await this.waiter.read(path.operationId);
    if (status === undefined || !isOfPlant(context, status.plantCode)) {
      // One answer for both cases, so that nobody learns which operations other plants have.
      const detail = `There is no operation ${path.operationId} that you may see.`;
      throw new InterlockError(orderProblems.OPERATION_STATUS_NOT_FOUND, { detail });
    }
    const headers: Record<string, string> = status.state === "RUNNING" ? { "Retry-After": "1" } : {};
    return { status: 200, body: status, headers };
  }

  /** A command names no plant; it acts in that of the hold, which the caller must be allowed to act in. */
  async #holdWrite(
    request: Request<"requestHoldRelease" | "releaseHold" | "rejectHold">,
    holdId: string,
    operation: string,
  ): Promise<TransactionWrite> {
    const hold = await this.reads.holds.get(holdId, EVERY_ROW);
    if (hold === undefined || !isOfPlant(request.context, hold.plantCode)) throw holdNotFound(holdId);
    await this.writes.authority.requireForDecision(request.context, hold.plantCode);
    const resource = `${request.context.basePath}/holds/${holdId}`;
    return toWrite(request, { operation, resourceType: "quality-hold", plantCode: hold.plantCode, resource });
  }

  async #reply(result: Promise<AcceptResult>, context: RequestContext, plantCode = context.plantCode) {
    return await toAcceptReply(await result, context, this.waiter, (code, detail) =>
      refusalOf(code, detail, { plantCode }),
    );
  }
}

/** The rows that the caller of an operation may see. */
function rowsOf(context: RequestContext): RowFilter {
  return (columns, firstParameter) => context.rows(columns, firstParameter);
}

const isOfPlant = ({ plants }: RequestContext, plantCode: string): boolean =>
  plants === "*" || plants.includes(plantCode);

/** An empty list names no version, as a header that the contract requires and nobody sent would. */
function commandOf(holdId: string, context: RequestContext): HoldCommand {
  return { holdId, expected: context.ifMatch ?? [], rows: rowsOf(context) };
}

function holdNotFound(holdId: string): InterlockError {
  const detail = `There is no hold ${holdId} that you may see.`;
  return new InterlockError(qualityProblems.HOLD_NOT_FOUND, { detail });
}

function nonconformanceNotFound(id: string): InterlockError {
  const detail = `There is no nonconformance ${id} that you may see.`;
  return new InterlockError(qualityProblems.NONCONFORMANCE_NOT_FOUND, { detail });
}

function lotNotTraced({ materialNumber, lotNumber }: { readonly materialNumber: string; readonly lotNumber: string }) {
  const detail = `Nothing is recorded of lot ${lotNumber} of ${materialNumber} in a plant that you may see.`;
  return new InterlockError(genealogyProblems.LOT_NOT_TRACED, { detail });
}
