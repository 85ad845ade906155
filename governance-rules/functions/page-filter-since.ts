import { type Context, fault, fine, type Judgement, passedOver } from "./reading/judgement.js";
import { isListOperation } from "./reading/list-operations.js";
import { operationAt, parameterOf } from "./reading/operations.js";

const SINCE = ["updatedSince", "changedSince", "since", "cursor"];

/** A reader that was away can go on where it stopped. */
export default function pageFilterSince(target: unknown, _options: unknown, context: Context): Judgement {
  const operation = operationAt(context.document.data, target, context.path);
  if (!isListOperation(context.document.data, operation)) return passedOver;
  const isResumable = SINCE.some((name) => parameterOf(operation, "query", name) !== undefined);
  return isResumable ? fine : fault("neither updatedSince nor cursor allows to go on after a break");
}
