import { isUtf8 } from "node:buffer";
import type { FastifyInstance, FastifyRequest } from "fastify";
import { InterlockError } from "../../kernel/problem.js";
import { NDJSON_TYPE, parseNdjson, refuseNdjson } from "./ndjson.js";
import { httpProblems } from "./problems.js";
import { parseQueryString, refuseExcessParameters } from "./query-string.js";
import { parseStrictJson } from "./strict-json.js";

declare module "fastify" {
  interface FastifyRequest {
    /** The body of JSON, or of lines of JSON, as it came; undefined without one. */
    rawBody: RawBody | undefined;
  }
}

/** A body of JSON before parsing: bytes to hash, text to store. */
export interface RawBody {
  readonly bytes: Buffer;
  readonly text: string;
}

/**
 * Replaces Fastify's parsers by strict ones for JSON and for lines of JSON, and one for the forms of OAuth 2.0; other media
 * types are refused.
 */
export function addBodyParsers(server: FastifyInstance, depthMax: number, parameterCountMax: number): void {
  server.decorateRequest("rawBody", undefined);
  server.removeAllContentTypeParsers();
  server.addContentTypeParser("application/json", { parseAs: "buffer" }, (request, bytes: Buffer, done) => {
    done(null, parseStrictJson(keepText(request, bytes), depthMax));
  });
  server.addContentTypeParser(NDJSON_TYPE, { parseAs: "buffer" }, (request, bytes: Buffer, done) => {
    if (request.bodyRules?.takesLines !== true) throw refuseNdjson();
    done(null, parseNdjson(keepText(request, bytes), depthMax));
  });
  server.addContentTypeParser(
    "application/x-www-form-urlencoded",
    { parseAs: "string" },
    (_request, text: string, done) => {
      const values = parseQueryString(text, parameterCountMax);
      refuseExcessParameters(values);
      done(null, values);
    },
  );
}

/** @throws InterlockError JSON_MALFORMED */
function keepText(request: FastifyRequest, bytes: Buffer): string {
  if (!isUtf8(bytes)) {
    throw new InterlockError(httpProblems.JSON_MALFORMED, {
      detail: "The body is not UTF-8 (RFC 8259 §8.1); send UTF-8.",
    });
  }
  const text = bytes.toString("utf8");
  request.rawBody = { bytes, text };
  return text;
}
