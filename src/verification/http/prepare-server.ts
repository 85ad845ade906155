import type { HttpAdapterHost } from "@nestjs/core";
import type { FastifyInstance, FastifyRequest } from "fastify";
import { parseStrictJson } from "../../platform/http/public.js";
import { BROKER_PATH } from "./broker-links.js";

/** A pact file of 50 interactions is some 100 kB; base64 and several files in one publication multiply it. */
const BODY_BYTES_MAX = 8_388_608;
const BODY_DEPTH_MAX = 64;
/** What Pact clients send besides application/json. */
const MEDIA_TYPES = ["application/merge-patch+json", "application/hal+json"];

/** Settings of the registry's routes. Call it before they are registered. */
export function prepareRoutes({ httpAdapter }: HttpAdapterHost): void {
  const server = httpAdapter.getInstance<FastifyInstance>();
  server.addHook("onRoute", (route) => {
    // Clients ask for the index with and without the slash.
    if (route.url === BROKER_PATH) server.route({ ...route, url: `${BROKER_PATH}/` });
    if (!`${route.url}/`.startsWith(`${BROKER_PATH}/`)) return;
    route.bodyLimit = BODY_BYTES_MAX;
    route.onRequest = (request, _reply, done) => {
      forgetTypeOfNothing(request);
      done();
    };
  });
}

/** Clients name a type also where they send nothing, which no parser could read. */
function forgetTypeOfNothing({ headers }: FastifyRequest): void {
  const isEmpty = headers["transfer-encoding"] === undefined && Number(headers["content-length"] ?? 0) === 0;
  if (isEmpty) delete headers["content-type"];
}

/** Lets the server read what Pact clients send. Call it after the server's own parsers are in place. */
export function addMediaTypes({ httpAdapter }: HttpAdapterHost): void {
  const server = httpAdapter.getInstance<FastifyInstance>();
  for (const mediaType of MEDIA_TYPES) {
    if (server.hasContentTypeParser(mediaType)) continue;
    server.addContentTypeParser(mediaType, { parseAs: "string" }, (_request, text: string, done) => {
      done(null, parseStrictJson(text, BODY_DEPTH_MAX));
    });
  }
}
