import type { FastifyInstance, FastifyReply } from "fastify";
import type { TrafficRefusal } from "./budget.js";
import { rateLimit, toTrafficError } from "./rate-limit-fields.js";
import type { SubjectTraffic } from "./subject-traffic.js";
import type { TrafficLimits } from "./traffic-limits.js";

/**
 * Counts every request of a contract: against its client once that is known and before the body is read, against its
 * plant once that is known and before the handler runs. Call it after `createGatewayApplication` and before `app.init()`.
 */
export function installTrafficHooks(server: FastifyInstance, limits: TrafficLimits): void {
  server.addHook("preParsing", (request, reply, _payload, done) => {
    const clientId = request.exchange?.clientId;
    if (clientId === undefined) done();
    else admit(limits.client(clientId), "The client", done, reply);
  });
  server.addHook("preHandler", (request, _reply, done) => {
    const plantCode = request.exchange?.plantCode;
    if (plantCode === undefined) done();
    else admit(limits.plant(plantCode), `Plant ${plantCode}`, done);
  });
}

type Done = (error?: Error) => void;

/**
 * Stays in this turn of the loop while the process holds tokens, which is nearly always.
 * @param reply tells the caller where it stands; a plant's numbers are told only to who is refused by them, because they
 * show what others do
 */
function admit(subject: SubjectTraffic, name: string, done: Done, reply?: FastifyReply): void {
  if (subject.budgets.length === 0) {
    done();
    return;
  }
  const settle = (refusal: TrafficRefusal | undefined): void => {
    reply?.header("ratelimit-policy", subject.policy).header("ratelimit", rateLimit(subject.budgets));
    if (refusal === undefined) done();
    else done(toTrafficError(refusal, name));
  };
  const refusal = subject.take();
  if (refusal instanceof Promise) refusal.then(settle, done);
  else settle(refusal);
}
