import {
  applyDecorators,
  type CallHandler,
  Controller,
  type ExecutionContext,
  type NestInterceptor,
  UseFilters,
  UseInterceptors,
} from "@nestjs/common";
import { ApiExcludeController } from "@nestjs/swagger";
import type { FastifyReply, FastifyRequest } from "fastify";
import { BrokerErrorFilter } from "./broker-error.filter.js";
import { BROKER_PATH } from "./broker-links.js";

/** Media type of every answer of the registry. */
export const HAL_MEDIA_TYPE = "application/hal+json;charset=utf-8";

/** An answer says its type itself; everything else is HAL. */
class HalInterceptor implements NestInterceptor {
  intercept(context: ExecutionContext, next: CallHandler): ReturnType<CallHandler["handle"]> {
    const http = context.switchToHttp();
    // What is deleted is answered without a body; a type would make clients read one.
    if (http.getRequest<FastifyRequest>().method !== "DELETE") {
      http.getResponse<FastifyReply>().header("content-type", HAL_MEDIA_TYPE);
    }
    return next.handle();
  }
}

/** A controller on the paths that Pact clients know, answering as they expect. */
export function BrokerController(): ClassDecorator {
  return applyDecorators(
    // Its contract is the one of the Pact clients, not ours to describe.
    ApiExcludeController(),
    Controller(BROKER_PATH.slice(1)),
    UseFilters(new BrokerErrorFilter()),
    UseInterceptors(new HalInterceptor()),
  );
}
