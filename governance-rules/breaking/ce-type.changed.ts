import { exampleMessage } from "../../src/governance/breaking/structure/example-contract.js";
import {
  defineStructuralRule,
  isKept,
  pairDifference,
} from "../../src/governance/breaking/structure/structural-rule.js";

export default defineStructuralRule({
  id: "ce-type.changed",
  watches: "message",
  area: "asyncapi",
  title: "An event has another CloudEvents type",
  why: "Subscribers choose by `type` what they handle; they skip the event under its new name.",
  remedy: "Send the event under the old type as well until subscribers have moved.",
  severity: { strict: "ERROR", "tolerant-reader": "ERROR", oasdiff: "ERROR", "buf-wire": "INFO" },
  examples: {
    bad: [
      {
        name: "the type in a header is renamed",
        base: exampleMessage({ headers: { properties: { "ce-type": { const: "com.example.released" } } } }),
        revision: exampleMessage({ headers: { properties: { "ce-type": { const: "com.example.started" } } } }),
        expected: ["ce-type.changed", "msg-headers.enum.widened"],
      },
    ],
    good: [
      {
        name: "the same type",
        base: exampleMessage({ headers: { properties: { "ce-type": { const: "com.example.released" } } } }),
        revision: exampleMessage({ headers: { properties: { "ce-type": { const: "com.example.released" } } } }),
      },
    ],
  },
  find: (pair) => {
    const [before, after] = [pair.baseForm.cloudEventType, pair.revisionForm.cloudEventType];
    if (!isKept(pair) || before === undefined || before === after) return undefined;
    return { ...pairDifference(pair, "changed", "incomparable"), subjects: [before, after ?? "any"] };
  },
});
