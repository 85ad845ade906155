import type { INestApplicationContext } from "@nestjs/common";
import { RequestMethod } from "@nestjs/common";
import { METHOD_METADATA, PATH_METADATA } from "@nestjs/common/constants.js";
import { DiscoveryService, MetadataScanner } from "@nestjs/core";
import type { Policy } from "../policy/policy.js";
import { POLICY } from "../security-tokens.js";
import { type PermissionRequirement, PUBLIC_REASON, REQUIRED_PERMISSION } from "./permission-metadata.js";
import { RouteInventory, type ServerRoute } from "./route-inventory.js";

/** A route of a Nest controller and what it takes to call it: a permission, or the reason why it is open. */
export interface ManagementRoute extends ServerRoute {
  readonly requirement: PermissionRequirement | undefined;
  readonly publicReason: string | undefined;
}

/** Routes that are answered for elsewhere. */
export interface OtherRoutes {
  /** Routes of governed contracts, whose permission the gateway's hooks enforce. `{name}` or `:name` in the address. */
  readonly contractRoutes: readonly (ServerRoute & { readonly permission: string })[];
  /** Routes past Nest that are open on purpose, such as the reference pages. A `*` at the end of the address matches any rest. */
  readonly openRoutes: readonly { readonly url: string; readonly reason: string }[];
}

/** A reachable route has no permission, or one that nobody can hold; the message lists all of them. */
export class UnguardedRouteError extends Error {
  override readonly name = "UnguardedRouteError";

  constructor(readonly faults: readonly string[]) {
    super(`Every route must state its permission:\n${faults.map((fault) => `  ${fault}`).join("\n")}`);
  }
}

/** Routes of all Nest controllers that state a permission or a reason, or neither. Contract-made controllers are among them. */
export function listManagementRoutes(app: INestApplicationContext): ManagementRoute[] {
  const scanner = new MetadataScanner();
  return app
    .get(DiscoveryService, { strict: false })
    .getControllers()
    .flatMap(({ metatype }) => {
      if (typeof metatype !== "function") return [];
      const prototype = metatype.prototype as object;
      return scanner.getAllMethodNames(prototype).flatMap((name) => routesOf(metatype, Reflect.get(prototype, name)));
    });
}

/**
 * Refuses to go on when a reachable route has no permission. Call it after `app.init()`, before `app.listen()`.
 * @throws UnguardedRouteError
 */
export function assertEveryRouteHasPermission(app: INestApplicationContext, others: OtherRoutes): void {
  const policy = app.get<Policy>(POLICY, { strict: false });
  const contractKeys = new Set(others.contractRoutes.map(keyOf));
  const management = listManagementRoutes(app).filter((route) => !contractKeys.has(keyOf(route)));
  const permissions = [...others.contractRoutes, ...management.flatMap(withPermission)];
  const faults = [
    ...management.filter(isUnstated).map((route) => `${shown(route)} has neither @RequiresPermission nor @Public`),
    ...management.filter(isContradictory).map((route) => `${shown(route)} has both @RequiresPermission and @Public`),
    ...permissions
      .filter(({ permission }) => !policy.permissions.has(permission))
      .map((route) => `${shown(route)} needs ${route.permission}, which is not in permissions.yaml`),
    ...strangers(app.get(RouteInventory, { strict: false }).routes, [...others.contractRoutes, ...management], others),
  ];
  if (faults.length > 0) throw new UnguardedRouteError([...new Set(faults)].toSorted());
}

function routesOf(controller: Function, handler: unknown): ManagementRoute[] {
  if (typeof handler !== "function") return [];
  const paths = metadataOf<string | string[]>(PATH_METADATA, handler);
  const method = metadataOf<RequestMethod>(METHOD_METADATA, handler);
  if (paths === undefined || method === undefined) return [];
  const bases = metadataOf<string | string[]>(PATH_METADATA, controller) ?? "";
  const requirement = metadataOf<PermissionRequirement>(REQUIRED_PERMISSION, handler);
  const publicReason = metadataOf<string>(PUBLIC_REASON, handler);
  return [bases].flat().flatMap((base) =>
    [paths].flat().map((path) => {
      return { method: RequestMethod[method], url: join(base, path), requirement, publicReason };
    }),
  );
}

/** Metadata has the type its decorator gave it. */
function metadataOf<T>(key: string, target: object): T | undefined {
  return Reflect.getMetadata(key, target) as T | undefined;
}

function isUnstated(route: ManagementRoute): boolean {
  return route.requirement === undefined && route.publicReason === undefined;
}

function isContradictory(route: ManagementRoute): boolean {
  return route.requirement !== undefined && route.publicReason !== undefined;
}

function withPermission(route: ManagementRoute): (ServerRoute & { permission: string })[] {
  return route.requirement === undefined ? [] : [{ ...route, permission: route.requirement.permission }];
}

/** Routes the server answers although neither a controller nor a contract nor the list of open routes knows them. */
function strangers(routes: readonly ServerRoute[], known: readonly ServerRoute[], others: OtherRoutes): string[] {
  const keys = new Set(known.map(keyOf));
  const isOpen = (route: ServerRoute): boolean => others.openRoutes.some((open) => matches(open.url, route.url));
  return routes
    .filter((route) => route.method !== "OPTIONS" && !keys.has(keyOf(asRead(route))) && !isOpen(route))
    .map((route) => `${shown(route)} is served past Nest and the contracts, without a permission`);
}

/** Fastify answers HEAD with the GET handler, behind the same hooks and guards. */
function asRead(route: ServerRoute): ServerRoute {
  return route.method === "HEAD" ? { ...route, method: "GET" } : route;
}

function matches(pattern: string, url: string): boolean {
  return pattern.endsWith("*") ? url.startsWith(pattern.slice(0, -1)) : url === pattern;
}

/** One spelling for Nest's (`:id\:release`), Fastify's (`:id([^:/]+)::release`) and OpenAPI's (`{id}:release`) addresses. */
function keyOf({ method, url }: ServerRoute): string {
  const address = url
    .replace(/(:[A-Za-z0-9_]+)\(.+?\)(?=::|\/|$)/g, "$1")
    .replace(/\{[^}]+\}|(?<!:):[A-Za-z0-9_]+/g, (parameter, offset: number, text: string) =>
      parameter.startsWith("{") || text.charAt(offset - 1) === "/" ? "{}" : parameter,
    )
    .replace(/::|\\:/g, ":");
  return `${method.toUpperCase()} ${address.length > 1 && address.endsWith("/") ? address.slice(0, -1) : address}`;
}

function shown({ method, url }: ServerRoute): string {
  return `${method} ${url}`;
}

function join(base: string, path: string): string {
  const segments = [base, path].map((part) => part.replace(/^\/+|\/+$/g, "")).filter((part) => part !== "");
  return `/${segments.join("/")}`;
}
