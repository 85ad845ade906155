import { Controller, Delete, Get, Inject, Patch, Post, Put, Req, Res, type Type } from "@nestjs/common";
import { RouteConfig } from "@nestjs/platform-fastify";
import type { FastifyReply, FastifyRequest } from "fastify";
import type { ContractOperation, HttpMethod } from "./contract-operation.js";
import type { OperationHandler } from "./operation.js";
import { admissionOf } from "./operation-route.js";

const METHOD_DECORATORS: Readonly<Record<HttpMethod, (path: string) => MethodDecorator>> = {
  GET: Get,
  POST: Post,
  PUT: Put,
  PATCH: Patch,
  DELETE: Delete,
};

declare module "fastify" {
  interface FastifyContextConfig {
    /** Key of the contract operation a route serves; absent on routes that no contract describes. */
    interlockOperation?: string;
  }
}

/** `production-order/v1/releaseOrder`. */
export function operationKey({
  api,
  version,
  operationId,
}: Pick<ContractOperation, "api" | "version" | "operationId">): string {
  return `${api}/${version}/${operationId}`;
}

/**
 * Makes the Nest controller of one API version: one method for each operation, registered as any controller's, so that
 * Nest's route conflict check sees them. Nothing here parses or checks: the hooks have done that before.
 * @param handlerClass the class whose methods are the operations; injected
 */
export function createOperationController(
  operations: readonly ContractOperation[],
  handlerClass: Type<object>,
): Type<object> {
  class OperationController {
    constructor(readonly handlers: Readonly<Record<string, OperationHandler>>) {}
  }
  const [first] = operations;
  Object.defineProperty(OperationController, "name", { value: `OperationController(${first?.basePath ?? ""})` });
  Inject(handlerClass)(OperationController, undefined, 0);
  Controller(first?.basePath ?? "")(OperationController);
  for (const operation of operations.toSorted(generalFirst)) addMethod(OperationController.prototype, operation);
  return OperationController;
}

interface HandlerHolder {
  readonly handlers: Readonly<Record<string, OperationHandler>>;
}

function addMethod(prototype: object, operation: ContractOperation): void {
  const { operationId, method, path } = operation;
  const descriptor = {
    configurable: true,
    value: async function (this: HandlerHolder, request: FastifyRequest, reply: FastifyReply): Promise<void> {
      await admissionOf(request).route.answer(
        (admitted) => callHandler(this.handlers, operationId, admitted),
        request,
        reply,
      );
    },
  };
  Object.defineProperty(prototype, operationId, descriptor);
  Req()(prototype, operationId, 0);
  Res()(prototype, operationId, 1);
  RouteConfig({ interlockOperation: operationKey(operation) })(prototype, operationId, descriptor);
  METHOD_DECORATORS[method](toNestPath(path))(prototype, operationId, descriptor);
}

/** Called as a method, so that the handler keeps its `this`. */
function callHandler(
  handlers: HandlerHolder["handlers"],
  operationId: string,
  request: Parameters<OperationHandler>[0],
): ReturnType<OperationHandler> {
  const handler = handlers[operationId];
  if (handler === undefined) throw new Error(`no handler for ${operationId}`);
  return handler.call(handlers, request);
}

/** `/holds/{id}:release` → `/holds/:id\:release`, the way Nest writes parameters and colons. */
function toNestPath(path: string): string {
  return path.replaceAll(":", "\\:").replaceAll(/\{([A-Za-z0-9_]+)\}/g, ":$1");
}

/**
 * The router tries the more specific route first wherever it was declared (`/{id}:release` before `/{id}`), as OpenAPI asks.
 * Nest's conflict check takes that for granted only when the general route is declared first.
 */
function generalFirst(left: ContractOperation, right: ContractOperation): number {
  return specificityOf(left.path).localeCompare(specificityOf(right.path));
}

function specificityOf(path: string): string {
  return path
    .split("/")
    .map((segment) => (/^\{[^}]*\}$/.test(segment) ? "0" : segment.includes("{") ? "1" : "2"))
    .join("");
}
