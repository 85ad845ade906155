import { type Context, fault, fine, type Judgement, passedOver } from "./reading/judgement.js";
import { extensionOf, isObject, memberAt, textOf } from "./reading/values.js";

/** Upper bounds of the latency classes, seconds at the 95th percentile. */
const BOUND_SECONDS: Readonly<Record<string, number>> = { RT: 2, NRT: 60, BATCH: 900 };

/** The service level is a number, and it keeps what the class promises. */
export default function slaClass(target: unknown, _options: unknown, context: Context): Judgement {
  if (!isObject(target) || typeof target["$ref"] === "string") return passedOver;
  const extension = extensionOf(target);
  const p95 = memberAt(extension, "sla.p95Seconds");
  if (typeof p95 !== "number" || p95 <= 0)
    return fault("x-interlock.sla.p95Seconds must be a number of seconds above 0");
  const name = textOf(extension["class"]);
  const bound = BOUND_SECONDS[name];
  const path = [...context.path, "x-interlock", "sla", "p95Seconds"];
  return bound !== undefined && p95 > bound
    ? fault(`p95Seconds ${p95} breaks class ${name}, which promises ${bound} seconds`, path)
    : fine;
}
