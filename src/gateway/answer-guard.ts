import type { Logger } from "pino";
import type { ResponseValidation } from "../config/configuration.js";
import type { Finding } from "../kernel/finding.js";
import type { AnswerCheck, OutgoingAnswer } from "../platform/http/public.js";
import type { CompiledOperation } from "./operation-compiler.js";

/** In the mode `sample` one of this many answers of an operation is checked, beginning with its first. */
const SAMPLE_INTERVAL = 100;

/** Called for every answer that breaks its contract. */
export type ResponseViolationObserver = (operationId: string) => void;

/**
 * Makes the check of one operation's answers: none for `off`; for `sample` a breach is logged and the answer leaves; for
 * `enforce` it is logged and held back.
 */
export function createAnswerCheck(
  mode: ResponseValidation,
  compiled: CompiledOperation,
  logger: Logger,
  onViolation: ResponseViolationObserver,
): AnswerCheck | undefined {
  if (mode === "off") return undefined;
  const { operationId } = compiled.operation;
  let answerCount = 0;
  return (answer) => {
    if (mode === "sample" && answerCount++ % SAMPLE_INTERVAL !== 0) return undefined;
    const findings = compiled.answers.check(answer);
    if (findings.length === 0) return undefined;
    report(logger, operationId, answer, findings);
    onViolation(operationId);
    return mode === "enforce" ? findings : undefined;
  };
}

function report(
  logger: Logger,
  operationId: string,
  { status, reply }: OutgoingAnswer,
  findings: readonly Finding[],
): void {
  const correlationId = reply.request.exchange?.correlationId;
  logger.error({ event: "http.response-contract-violation", operationId, status, correlationId, findings });
}
