import type { HttpAdapterHost } from "@nestjs/core";
import type { FastifyInstance } from "fastify";

/** One route of the running server, whoever registered it. */
export interface ServerRoute {
  readonly method: string;
  /** As Fastify's router has it. */
  readonly url: string;
}

/**
 * Sees every route the HTTP server gets, also those that are registered past Nest, which no Nest guard would protect
 * (nestjs/nest#13098). It must exist before the first route, hence is made with the module and not on first use.
 */
export class RouteInventory {
  readonly #routes: ServerRoute[] = [];

  constructor(host: HttpAdapterHost) {
    if (host.httpAdapter?.getType() !== "fastify") return;
    const server = host.httpAdapter.getInstance<FastifyInstance>();
    server.addHook("onRoute", (route) => {
      for (const method of [route.method].flat()) this.#routes.push({ method, url: route.url });
    });
  }

  get routes(): readonly ServerRoute[] {
    return this.#routes;
  }
}
