import { type ArgumentsHost, Catch, type ExceptionFilter } from "@nestjs/common";
import type { FastifyReply, FastifyRequest } from "fastify";
import type { ProblemResponder } from "./problem-responder.js";
import type { RouteRegistry } from "./route-registry.js";

/** Answers what Nest catches: errors of management controllers, of hooks, of body parsers, and unknown addresses. */
@Catch()
export class ProblemFilter implements ExceptionFilter {
  constructor(
    private readonly responder: ProblemResponder,
    private readonly routes: RouteRegistry,
  ) {}

  catch(exception: unknown, host: ArgumentsHost): void {
    const request = host.switchToHttp().getRequest<FastifyRequest>();
    const reply = host.switchToHttp().getResponse<FastifyReply>();
    this.responder.send(this.routes.explain(request, exception), request, reply);
  }
}
