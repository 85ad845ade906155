import type { ContractFindings } from "./contract-fault.js";
import { type DraftOperation, placeOf } from "./contract-operation.js";

const PATH_PARAMETER = /\{([^}]+)\}/g;

/** Rules over one operation that its parts cannot check alone. */
export function checkOperation(operation: DraftOperation, findings: ContractFindings): void {
  const report = (code: string, message: string): void => findings.add(code, placeOf(operation), message);
  for (const message of pathFaults(operation)) report("ilk-path-parameters", message);
  for (const message of idempotencyFaults(operation)) report("ilk-idempotency", message);
  for (const message of plantFaults(operation)) report("ilk-plant-location", message);
  for (const message of answerFaults(operation)) report("ilk-problem-answers", message);
}

function* pathFaults({ path, parameters }: DraftOperation): Iterable<string> {
  const inPath = [...path.matchAll(PATH_PARAMETER)].map((match) => match[1] ?? "");
  const declared = parameters.filter((parameter) => parameter.in === "path");
  for (const name of inPath) {
    if (!declared.some((parameter) => parameter.name === name)) yield `the path names {${name}}, which is no parameter`;
    if (!/^[A-Za-z0-9_]+$/.test(name)) yield `the path parameter {${name}} must be letters, digits and _`;
  }
  for (const { name, isRequired } of declared) {
    if (!inPath.includes(name)) yield `the path parameter ${name} is not in the path`;
    if (!isRequired) yield `the path parameter ${name} must be required`;
  }
  const names = parameters.map((parameter) => `${parameter.in} ${parameter.name.toLowerCase()}`);
  for (const name of new Set(names.filter((entry, index) => names.indexOf(entry) !== index)))
    yield `the parameter ${name} is declared twice`;
}

function* idempotencyFaults({ extension, parameters }: DraftOperation): Iterable<string> {
  const header = parameters.find(
    ({ in: place, name }) => place === "header" && name.toLowerCase() === "idempotency-key",
  );
  if (extension.idempotency === "required" && header?.isRequired !== true) {
    yield "x-interlock.idempotency is required, but there is no required header parameter Idempotency-Key";
  }
}

function* plantFaults({ extension: { plant }, parameters, body }: DraftOperation): Iterable<string> {
  if (
    plant?.in === "path" &&
    !parameters.some((parameter) => parameter.in === "path" && parameter.name === plant.name)
  ) {
    yield `x-interlock.plant names the path parameter ${plant.name}, which does not exist`;
  }
  if (plant?.in === "body" && body?.isRequired !== true)
    yield "x-interlock.plant points into a body, but no body is required";
}

function* answerFaults({ responses }: DraftOperation): Iterable<string> {
  if (![...responses.keys()].some((status) => status.startsWith("2")))
    yield "no answer with a status of 200 to 299 is listed";
  for (const [status, { content }] of responses) {
    const isError = /^[45]/.test(status) || status === "default";
    if (isError && !content.has("application/problem+json"))
      yield `the answer ${status} has no application/problem+json`;
  }
}
