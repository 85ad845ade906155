import type { Logger } from "pino";
import type { ResponseValidation } from "../config/configuration.js";
import type { Clock } from "../kernel/clock.js";
import type { AnswerCheck } from "../platform/http/public.js";
import type { Authenticator, Authorizer } from "../platform/security/public.js";
import type { UsageObserver } from "../usage/public.js";
import { type ResponseViolationObserver, createAnswerCheck } from "./answer-guard.js";
import type { ApiBinding, OperationHandler, RouteHandler } from "./operation.js";
import type { CompiledOperation } from "./operation-compiler.js";
import { OperationRoute } from "./operation-route.js";
import { RouteTable, type VersionRoutes } from "./route-table.js";
import type { ServedSet } from "./served-set.js";
import { VersionBridge } from "./versions/version-bridge.js";
import { chainFrom, operationChain } from "./versions/version-chain.js";

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
    const { authenticator, authorizer, usage } = this.dependencies;
    const handler = this.#bridge(compiled) ?? this.#handlerOf(compiled.operation.api, compiled.operation.operationId);
    return new OperationRoute(compiled, authenticator, authorizer, handler, this.#checkOf(compiled), usage);
  }

  #checkOf(compiled: CompiledOperation): AnswerCheck | undefined {
    const { logger, responseValidation, onResponseViolation } = this.dependencies;
    return createAnswerCheck(responseValidation, compiled, logger, onResponseViolation ?? (() => undefined));
  }

  /** The way of an operation of an older version to the handlers; undefined where it is handled by its name. */
  #bridge({ operation: { api, version, operationId } }: CompiledOperation): RouteHandler | undefined {
    const versions = this.bindings.find((binding) => binding.api === api)?.versions;
    const changes = chainFrom(version, versions?.changes ?? []);
    if (changes.length === 0) return undefined;
    const chain = operationChain(operationId, changes);
    const handled = versions?.handled.operations.find(({ operation }) => operation.operationId === chain.operationId);
    if (handled === undefined) throw new Error(`no conversion for ${api}/${version} ${operationId}`);
    const handler = this.#handlerOf(api, chain.operationId);
    const bridge = new VersionBridge(chain.steps, handled, handler, this.#checkOf(handled));
    return (request, reply) => bridge.answer(request, reply);
  }

  /** Called as a method, so that the handler keeps its `this`. */
  #handlerOf(api: string, operationId: string): OperationHandler {
    const handlers = this.bindings.find((binding) => binding.api === api)?.handlers as
      Readonly<Record<string, OperationHandler>> | undefined;
    const handler = handlers?.[operationId];
    if (handlers === undefined || handler === undefined) throw new Error(`no handler for ${api} ${operationId}`);
    return (request) => handler.call(handlers, request);
  }
}
