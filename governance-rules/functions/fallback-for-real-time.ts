import { fault, fine, type Judgement, passedOver } from "./reading/judgement.js";
import { extensionOf, textOf } from "./reading/values.js";

/** A real-time operation says what happens when the other side is away. */
export default function fallbackForRealTime(target: unknown): Judgement {
  const extension = extensionOf(target);
  if (extension["class"] !== "RT") return passedOver;
  const isKnown = ["queue", "reject", "last-known"].includes(textOf(extension["fallback"]));
  return isKnown ? fine : fault("a real-time operation declares x-interlock.fallback: queue, reject or last-known");
}
