import { type Judgement, judgement, type Result } from "./reading/judgement.js";
import { headerOf, type Operation, operationsOf, parameterOf, responsesOf } from "./reading/operations.js";

const CHANGES = ["put", "patch", "delete"];

/** Updates are guarded by If-Match, and what is guarded tells its version when it is read. */
export default function entityTags(target: unknown): Judgement {
  const operations = operationsOf(target);
  const updates = operations.filter(({ method }) => CHANGES.includes(method));
  const guarded = operations.filter((operation) => parameterOf(operation, "header", "If-Match") !== undefined);
  const reads = operations.filter((operation) => operation.method === "get" && isRead(operation, guarded));
  const results: Result[] = [
    ...updates
      .filter((operation) => !guarded.includes(operation))
      .map(({ path }) => ({ message: "the header If-Match is missing", path })),
    ...reads.flatMap((operation) => withoutTag(target, operation)),
  ];
  return judgement(results, updates.length + reads.length);
}

/** True when something at this address or below it is changed under If-Match. */
function isRead(operation: Operation, guarded: readonly Operation[]): boolean {
  const isItem = operation.template.endsWith("}");
  return isItem && guarded.some(({ template }) => `${template}/`.startsWith(`${operation.template}/`));
}

function withoutTag(root: unknown, operation: Operation): Result[] {
  return responsesOf(root, operation)
    .filter(({ status, value }) => status === "200" && headerOf(root, value, "ETag") === undefined)
    .map(({ path }) => ({ message: "response 200 does not declare ETag", path }));
}
