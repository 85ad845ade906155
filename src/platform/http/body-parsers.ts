import { isUtf8 } from "node:buffer";
import type { FastifyInstance, FastifyRequest } from "fastify";
import { InterlockError } from "../../kernel/problem.js";
import { httpProblems } from "./problems.js";
import { parseQueryString, refuseExcessParameters } from "./query-string.js";
import { parseStrictJson } from "./strict-json.js";

declare module "fastify" {
  interface FastifyRequest {
    /** The JSON body as it came; undefined without one. */
    rawBody: RawBody | undefined;
  }
}

/** A JSON body before parsing: bytes to hash, text to store. */
export interface RawBody {
  readonly bytes: Buffer;
  readonly text: string;
}

/** Replaces Fastify's parsers by a strict one for JSON and one for the forms of OAuth 2.0; other media types are refused. */
export function addBodyParsers(server: FastifyInstance, depthMax: number, parameterCountMax: number): void {
  server.decorateRequest("rawBody", undefined);
  server.removeAllContentTypeParsers();
  server.addContentTypeParser("application/json", { parseAs: "buffer" }, (request, bytes: Buffer, done) => {
    done(null, parseJsonBody(request, bytes, depthMax));
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

function parseJsonBody(request: FastifyRequest, bytes: Buffer, depthMax: number): unknown {
  if (!isUtf8(bytes)) {
    throw new InterlockError(httpProblems.JSON_MALFORMED, {
      detail: "The body is not UTF-8 (RFC 8259 §8.1); send UTF-8.",
    });
  }
  const text = bytes.toString("utf8");
  request.rawBody = { bytes, text };
  return parseStrictJson(text, depthMax);
}
