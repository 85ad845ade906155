import { InterlockError } from "../../kernel/problem.js";
import { movementProblems } from "../../movements/public.js";
import { problemOf } from "../../orders/public.js";

/** What the statements answer: JSON of plain values, null where there is none. */
type RefusalDetail = Readonly<Record<string, string | number | null>>;

/** A refusal of the accept statements, in words that name the remedy. */
export function refusalOf(code: string, detail: Readonly<Record<string, unknown>>): InterlockError {
  const say = DETAILS[code];
  const text = say === undefined ? undefined : say(detail as RefusalDetail);
  const definition =
    code === movementProblems.MOVEMENT_NOT_FOUND.code ? movementProblems.MOVEMENT_NOT_FOUND : problemOf(code);
  return new InterlockError(definition, text === undefined ? {} : { detail: text });
}

/** What is the case and what to do about it, by refusal. */
const DETAILS: Readonly<Record<string, (detail: RefusalDetail) => string>> = {
  MOVEMENT_NOT_FOUND: ({ movementId }) => `There is no movement ${movementId} that you may see.`,
  ALREADY_REVERSED: ({ movementId, reversedBy }) =>
    `Movement ${movementId} is reversed by ${reversedBy}; report a new movement for what happens from now on.`,
  ETAG_MISMATCH: ({ version }) => `The movement has version ${version}; read it again and decide anew.`,
  REVERSAL_NOT_POSSIBLE: ({ confirmationId, movementId, reverses, state }) => {
    if (confirmationId !== null)
      return `Movement ${movementId} came with confirmation ${confirmationId}; reverse the confirmation.`;
    if (reverses !== null) return `Movement ${movementId} is itself a reversal; report the movement anew instead.`;
    return `Movement ${movementId} is ${state}; only one that is APPLIED or POSTED can be taken back.`;
  },
};
