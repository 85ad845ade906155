import { subscribe, unsubscribe } from "node:diagnostics_channel";
import { join } from "node:path";
import type { FastifyInstance } from "fastify";
import { AppModule } from "../../src/app.module.js";
import { GovernedApiClient } from "../../src/cli/governed-api-client.js";
import { readConfiguration } from "../../src/config/configuration.js";
import { projectRoot } from "../../src/config/project-root.js";
import { describeRoutes, loadContractSet } from "../../src/gateway/public.js";
import { systemClock } from "../../src/kernel/clock.js";
import { UlidFactory } from "../../src/kernel/ulid.js";
import { MANAGEMENT_DOCUMENT_PATH } from "../../src/management-api.js";
import { createGatewayApplication } from "../../src/platform/http/public.js";
import { openDatabase } from "../../src/platform/persistence/open-database.js";
import { listManagementRoutes } from "../../src/platform/security/public.js";
import { createLogger } from "../../src/platform/telemetry/logger.js";

/** A method and an address, in one spelling for every framework: `GET /platform/v1/plants/{}`. */
export type RouteKey = string;

/** Watches every Fastify server of this process from its first moment; what it serves is what is reachable. */
export function watchRoutes(): { readonly routes: ReadonlySet<RouteKey>; stop(): void } {
  const routes = new Set<RouteKey>();
  const onServer = (message: unknown): void => {
    const { fastify } = message as { readonly fastify: FastifyInstance };
    fastify.addHook("onRoute", ({ method, url }) => {
      for (const one of [method].flat()) routes.add(routeKey(one, url));
    });
  };
  subscribe("fastify.initialization", onServer);
  return { routes, stop: () => unsubscribe("fastify.initialization", onServer) };
}

/** What each described route asks for: a permission and where the plant is found, or the reason why it is open. */
export async function describedRoutes(databaseUrl: string, dataDir: string): Promise<ReadonlyMap<RouteKey, string>> {
  const settings = { INTERLOCK_DATABASE_URL: databaseUrl, INTERLOCK_DATA_DIR: dataDir, INTERLOCK_LOG_LEVEL: "silent" };
  const configuration = readConfiguration(settings);
  const database = await openDatabase(configuration, () => undefined);
  const logger = createLogger(configuration);
  const contracts = loadContractSet(join(projectRoot, "contracts"));
  const resources = { configuration, ...database, logger, readinessChecks: [] };
  const module = AppModule.compose(resources, contracts, new GovernedApiClient(configuration));
  const options = {
    clock: systemClock,
    ids: new UlidFactory(systemClock),
    logger,
    bodyLimitBytes: 1024,
    bodyDepth: 12,
  };
  const { app } = await createGatewayApplication(module, options);
  try {
    await app.init();
    const described = new Map<RouteKey, string>();
    for (const { method, url, requirement, publicReason } of listManagementRoutes(app)) {
      const needs =
        requirement === undefined ? "" : `${requirement.permission} plant: ${JSON.stringify(requirement.plant)}`;
      described.set(routeKey(method, url), publicReason === undefined ? needs : `open: ${publicReason}`);
    }
    for (const { method, url, permission, plant, operationId } of describeRoutes(contracts)) {
      described.set(routeKey(method, url), `${permission} plant: ${JSON.stringify(plant)} ${operationId}`);
    }
    described.set(routeKey("GET", MANAGEMENT_DOCUMENT_PATH), "open: describes the management API; holds no data");
    return described;
  } finally {
    await app.close();
    await database.close();
  }
}

/** Nest writes `:id\:release`, Fastify `:id([^:/]+)::release`, OpenAPI `{id}:release`; HEAD is answered as GET is. */
export function routeKey(method: string, url: string): RouteKey {
  const address = url
    .replace(/:[A-Za-z0-9_]+\(.+?\)(?=::|\/|$)/g, "{}")
    .replace(/\{[^}]+\}|(?<=\/):[A-Za-z0-9_]+/g, "{}")
    .replace(/::|\\:/g, ":");
  const verb = method.toUpperCase() === "HEAD" ? "GET" : method.toUpperCase();
  return `${verb} ${address.length > 1 ? address.replace(/\/$/, "") : address}`;
}
