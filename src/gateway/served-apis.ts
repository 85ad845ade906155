import type { Logger } from "pino";
import type { ResponseValidation } from "../config/configuration.js";
import type { Clock } from "../kernel/clock.js";
import type { Authenticator, Authorizer } from "../platform/security/public.js";
import type { UsageObserver } from "../usage/public.js";
import { type ResponseViolationObserver, createAnswerCheck } from "./answer-guard.js";
import type { ApiBinding, OperationHandler } from "./operation.js";
import type { CompiledOperation } from "./operation-compiler.js";
import { OperationRoute } from "./operation-route.js";
import { RouteTable, type VersionRoutes } from "./route-table.js";
import type { ServedSet } from "./served-set.js";

/** What every route needs. */
export interface RouteDependencies {
  readonly authenticator: Authenticator;
  readonly authorizer: Authorizer;
  readonly logger: Logger;
  readonly clock: Clock;
  readonly responseValidation: ResponseValidation;
  readonly onResponseViolation?: ResponseViolationObserver;
  /** Told of every answered call; left out where usage is not counted. */
  readonly usage?: UsageObserver;
}

/** The set that is served now. Replacing it takes one assignment; requests under way go on with the set they began with. */
export class ServedApis {
  #table: RouteTable;

  constructor(
    private readonly bindings: readonly ApiBinding[],
    private readonly dependencies: RouteDependencies,
  ) {
    this.#table = this.#toTable({ versions: [], retired: [] });
  }

  get table(): RouteTable {
    return this.#table;
  }

  /** Names of the APIs that have handlers; only they have addresses. */
  get apis(): readonly string[] {
    return this.bindings.map(({ api }) => api);
  }

  /** @param set checked before: every operation has a handler */
  serve(set: ServedSet): void {
    this.#table = this.#toTable(set);
  }

  #toTable({ versions, retired }: ServedSet): RouteTable {
    const entries = new Map<string, VersionRoutes>();
    for (const { basePath, lifecycle } of retired) entries.set(basePath, { lifecycle, operations: undefined });
    for (const { compiled, lifecycle } of versions) {
      const operations = compiled.operations.map((operation) => this.#toRoute(operation));
      entries.set(compiled.version?.basePath ?? "", { lifecycle, operations });
    }
    return new RouteTable(entries, () => this.dependencies.clock.now().getTime());
  }

  #toRoute(compiled: CompiledOperation): OperationRoute {
    const { authenticator, authorizer, logger, responseValidation, onResponseViolation, usage } = this.dependencies;
    const check = createAnswerCheck(responseValidation, compiled, logger, onResponseViolation ?? (() => undefined));
    return new OperationRoute(compiled, authenticator, authorizer, this.#handlerOf(compiled), check, usage);
  }

  /** Called as a method, so that the handler keeps its `this`. */
  #handlerOf({ operation: { api, operationId } }: CompiledOperation): OperationHandler {
    const handlers = this.bindings.find((binding) => binding.api === api)?.handlers as
      Readonly<Record<string, OperationHandler>> | undefined;
    const handler = handlers?.[operationId];
    if (handlers === undefined || handler === undefined) throw new Error(`no handler for ${api} ${operationId}`);
    return (request) => handler.call(handlers, request);
  }
}
