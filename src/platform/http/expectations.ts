import type { IncomingMessage, Server, ServerResponse } from "node:http";
import type { FastifyReply, FastifyRequest } from "fastify";
import { InterlockError } from "../../kernel/problem.js";
import { httpProblems } from "./problems.js";

/**
 * `Expect: 100-continue` (RFC 9110 §10.1.1): the body is asked for only when nothing known from the headers refuses the
 * request. A client that was refused before may send its body or not, so that connection is closed after the answer.
 */
export class Expectations {
  /** Requests whose client waits for 100 before it sends the body. */
  readonly #waiting = new WeakSet<IncomingMessage>();

  /** Takes the place of Node's own handling, which asks for every body and answers 417 without one. */
  install(server: Server): void {
    const pass = (message: IncomingMessage, response: ServerResponse): void => {
      if (isContinue(message.headers.expect)) this.#waiting.add(message);
      server.emit("request", message, response);
    };
    server.on("checkContinue", pass);
    server.on("checkExpectation", pass);
  }

  /** Runs before anything that may refuse. @throws InterlockError EXPECTATION_FAILED */
  begin({ raw }: FastifyRequest, reply: FastifyReply): void {
    if (raw.headers.expect === undefined) return;
    reply.header("connection", "close");
    if (this.#waiting.has(raw) || isContinue(raw.headers.expect)) return;
    throw new InterlockError(httpProblems.EXPECTATION_FAILED, {
      detail: "The only expectation that is met is 100-continue; send the request without the Expect header.",
    });
  }

  /** Runs when nothing in the headers has refused the request. */
  askForBody({ raw }: FastifyRequest, reply: FastifyReply): void {
    if (raw.headers.expect === undefined) return;
    reply.removeHeader("connection");
    if (this.#waiting.delete(raw)) reply.raw.writeContinue();
  }
}

const isContinue = (expect: string | undefined): boolean => expect?.toLowerCase() === "100-continue";
