import { type Context, type Judgement, judgement } from "./reading/judgement.js";
import { propertiesOf } from "./reading/messages.js";
import { operationAt, responsesOf } from "./reading/operations.js";
import { objectOf } from "./reading/values.js";

const MEMBERS = ["type", "title", "status", "code", "correlationId"];

/** A problem document has the members of RFC 9457 and those that make it findable. */
export default function problemShape(target: unknown, _options: unknown, context: Context): Judgement {
  const root = context.document.data;
  const problems = responsesOf(root, operationAt(root, target, context.path)).flatMap(({ value, path }) => {
    const media = objectOf(objectOf(value["content"])["application/problem+json"]);
    return media["schema"] === undefined ? [] : [{ schema: media["schema"], path }];
  });
  const results = problems.flatMap(({ schema, path }) => {
    const properties = propertiesOf(root, schema);
    const missing = MEMBERS.filter((member) => properties[member] === undefined);
    return missing.length === 0 ? [] : [{ message: `the problem lacks ${missing.join(", ")}`, path }];
  });
  return judgement(results, problems.length);
}
