import { type Context, fault, fine, type Judgement, passedOver } from "./reading/judgement.js";
import { linearMatcher } from "./reading/patterns.js";
import { extensionOf, isObject, memberAt, type Members, textOf } from "./reading/values.js";

/**
 * A member of `x-interlock` must be declared. Options: `member` (dotted), and any of `values` (allowed texts),
 * `pattern` (RE2), `known` (texts another catalogue lists) and `type`.
 */
export default function extensionMember(target: unknown, options: Members | null, context: Context): Judgement {
  if (!isObject(target) || typeof target["$ref"] === "string") return passedOver;
  const member = String(options?.["member"]);
  const value = memberAt(extensionOf(target), member);
  if (value === undefined) return fault(`x-interlock.${member} is missing${expected(options)}`);
  const wrong = wrongValue(value, options);
  const path = [...context.path, "x-interlock", ...member.split(".")];
  return wrong === undefined ? fine : fault(`x-interlock.${member} ${wrong}`, path);
}

function wrongValue(value: unknown, options: Members | null): string | undefined {
  const { values, pattern, type, known } = options ?? {};
  if (Array.isArray(values)) {
    return values.includes(value) ? undefined : `is ${JSON.stringify(value)}${expected(options)}`;
  }
  if (typeof pattern === "string") {
    const fits = typeof value === "string" && linearMatcher(pattern)?.(value) === true;
    if (!fits) return `is ${JSON.stringify(value)}, which does not match ${pattern}`;
  }
  if (Array.isArray(known) && !known.includes(value)) return `is ${JSON.stringify(value)}, which no policy knows`;
  const actual = Array.isArray(value) ? "array" : typeof value;
  return type === undefined || type === actual ? undefined : `must be of type ${textOf(type)}`;
}

function expected(options: Members | null): string {
  const values = options?.["values"];
  return Array.isArray(values) ? `; it must be one of ${values.join(", ")}` : "";
}
