import { type ArgumentsHost, Catch, type ExceptionFilter } from "@nestjs/common";
import type { FastifyReply, FastifyRequest } from "fastify";
import { InterlockError, toProblem } from "../../kernel/problem.js";
import { PROBLEM_MEDIA_TYPE } from "../../platform/http/public.js";
import { verificationProblems } from "../problems.js";

const HAL = "application/hal+json";

/**
 * Errors in the form that Pact clients print: `{error}` for what is not there, `{errors}` for what is wrong. Who asks for
 * `application/problem+json` gets the same body as everywhere else, and so does every fault that is the server's own. A
 * client that would take HAL as well gets HAL: one of them names both and prints nothing of a problem.
 */
@Catch(InterlockError)
export class BrokerErrorFilter implements ExceptionFilter {
  catch(error: InterlockError, host: ArgumentsHost): void {
    const request = host.switchToHttp().getRequest<FastifyRequest>();
    const reply = host.switchToHttp().getResponse<FastifyReply>();
    const { status } = error.definition;
    if (request.exchange !== undefined) request.exchange.problemCode = error.code;
    reply.code(status).headers(error.details.headers ?? {});
    if (status === 401) reply.header("www-authenticate", `Basic realm="interlock", Bearer realm="interlock"`);
    if (status >= 500 || wantsProblem(request)) {
      const problem = toProblem(error.definition, error.details, request.exchange?.correlationId ?? "");
      reply.header("content-type", PROBLEM_MEDIA_TYPE).send(JSON.stringify(problem));
      return;
    }
    const mediaType = status === 409 ? "application/json" : HAL;
    reply.header("content-type", `${mediaType};charset=utf-8`).send(JSON.stringify(brokerBody(error)));
  }
}

function wantsProblem({ headers: { accept = "" } }: FastifyRequest): boolean {
  return accept.includes(PROBLEM_MEDIA_TYPE) && !accept.includes(HAL);
}

function brokerBody(error: InterlockError): object {
  const { errors } = error.details;
  if (error.definition === verificationProblems.PACT_CONTENT_CONFLICT) {
    const notices = [{ type: "error", text: error.message }];
    return { notices, errors: { contracts: [error.message] } };
  }
  if (error.definition.status !== 400) return { error: error.message, code: error.code };
  if (errors === undefined) return { errors: [error.message] };
  const byMember = Map.groupBy(errors, ({ pointer }) => pointer.slice(1).split("/")[0] ?? "");
  const entries = [...byMember].map(([member, findings]) => [member, findings.map(({ message }) => message)]);
  return { errors: Object.fromEntries(entries) as object };
}
