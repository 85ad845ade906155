import type { FastifyReply, FastifyRequest, RouteOptions } from "fastify";
import { type BodyRules, type GatewayApplication, type ProblemResponder, toRefusal } from "../platform/http/public.js";
import type { Authenticator } from "../platform/security/public.js";
import { GATEWAY_BINDINGS } from "./gateway.module.js";
import type { ApiBinding } from "./operation.js";
import { admissionOf } from "./operation-route.js";
import { versionRetired } from "./request-refusals.js";
import type { RouteLookup } from "./route-table.js";
import { type RouteDependencies, ServedApis } from "./served-apis.js";

/** How many times larger than another body a list may be (domain.md §4.1: 1 MB, bulk 5 MB). */
const LIST_BODY_FACTOR = 5;

/** Methods that reach the router, which then knows those of each address. */
const METHODS = ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"];

type RefusedLookup = Exclude<RouteLookup, { readonly kind: "route" }>;

/**
 * Puts the governed APIs under their addresses: one wildcard route for each API, behind it the table of the set that is
 * served. Authentication, authorisation and validation belong to the route a table leads to, so there is no way around
 * them. Call it between `createGatewayApplication` and `app.init()`, and `serve` on what it returns before traffic comes.
 */
export function installGatewayHooks(application: GatewayApplication, dependencies: RouteDependencies): ServedApis {
  const { app, server, responder, routes } = application;
  const apis = new ServedApis(app.get<readonly ApiBinding[]>(GATEWAY_BINDINGS, { strict: false }), dependencies);
  server.decorateRequest("admission", undefined);
  const bodies = bodyKinds(server.initialConfig.bodyLimit ?? 0);
  for (const api of apis.apis)
    server.route(createApiRoute({ api, apis, bodies, responder }, dependencies.authenticator));
  // Methods that no route of the server knows end here, before the server's own list of methods would be named.
  routes.guardKnownAddresses(async (request) => {
    const lookup = apis.table.find(request.method, request.raw.url ?? "");
    const isGoverned = apis.apis.some((api) => request.raw.url?.startsWith(`/${api}/`) === true);
    if (isGoverned && lookup.kind !== "route") await refuse(lookup, request, dependencies.authenticator);
  });
  return apis;
}

interface BodyKinds {
  readonly single: BodyRules;
  readonly list: BodyRules;
}

function bodyKinds(limitBytes: number): BodyKinds {
  return {
    single: { limitBytes, takesLines: false },
    list: { limitBytes: limitBytes * LIST_BODY_FACTOR, takesLines: true },
  };
}

interface ApiRouteParts {
  readonly api: string;
  readonly apis: ServedApis;
  readonly bodies: BodyKinds;
  readonly responder: ProblemResponder;
}

function createApiRoute({ api, apis, bodies, responder }: ApiRouteParts, authenticator: Authenticator): RouteOptions {
  return {
    method: METHODS,
    url: `/${api}/*`,
    bodyLimit: bodies.list.limitBytes,
    onRequest: (request: FastifyRequest, reply: FastifyReply) => {
      const lookup = apis.table.find(request.method, request.raw.url ?? "");
      if (lookup.kind !== "route") return refuse(lookup, request, authenticator);
      reply.headers(lookup.headers);
      request.bodyRules = lookup.route.operation.body?.list === undefined ? bodies.single : bodies.list;
      return lookup.route.admit(request, lookup.params);
    },
    preValidation: (request: FastifyRequest, _reply: FastifyReply, done: () => void) => {
      admissionOf(request).route.validate(request);
      done();
    },
    handler: async (request, reply) => {
      await admissionOf(request).route.answer(request, reply);
      return reply;
    },
    errorHandler: (error, request, reply) => responder.send(error, request, reply),
  };
}

/** Strangers learn nothing of an address that exists, or did. */
async function refuse(lookup: RefusedLookup, request: FastifyRequest, authenticator: Authenticator): Promise<never> {
  if (lookup.kind === "unknown") throw toRefusal([]);
  await authenticator.authenticate(request);
  if (lookup.kind === "retired") throw versionRetired(lookup);
  throw toRefusal(lookup.methods);
}
