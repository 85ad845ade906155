import { connectorProblem, type ForeignError } from "../connectors/public.js";
import { type Problem, type ProblemDefinition, toProblem } from "../kernel/problem.js";
import type { Posting } from "./posting.js";
import type { DestinationAnswer } from "./posting-step.js";

/** Lengths of contracts/schemas/problem.yaml; foreign words are cut to them, since they are for reading only. */
const CODE_LENGTH_MAX = 40;
const TEXT_LENGTH_MAX = 500;

/** A foreign system's refusal as the problem that is stored with the posting. */
export function foreignProblem(posting: Posting, error: ForeignError): Problem {
  const code = error.foreignCode.slice(0, CODE_LENGTH_MAX);
  const text = error.text.slice(0, TEXT_LENGTH_MAX);
  return toProblem(
    connectorProblem(error.code),
    {
      detail: text,
      plantCode: posting.plantCode,
      erp: { system: posting.destination, code, text },
    },
    posting.correlationId,
  );
}

/** A problem of Interlock's own with a posting. */
export function ownProblem(posting: Posting, definition: ProblemDefinition, detail: string): Problem {
  return toProblem(definition, { detail, plantCode: posting.plantCode }, posting.correlationId);
}

/** Whether the trouble is that of the whole destination or of this one posting. */
export function answerOf(error: ForeignError): DestinationAnswer {
  if (error.code === "ERP_CREDENTIALS_REFUSED") return "REFUSES_CREDENTIALS";
  return connectorProblem(error.code).class === "TECHNICAL" ? "OUT" : "ANSWERED";
}
