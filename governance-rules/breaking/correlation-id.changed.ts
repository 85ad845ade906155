import { exampleMessage } from "../../src/governance/breaking/structure/example-contract.js";
import {
  defineStructuralRule,
  isKept,
  memberDifference,
} from "../../src/governance/breaking/structure/structural-rule.js";

export default defineStructuralRule({
  id: "correlation-id.changed",
  watches: "message",
  area: "asyncapi",
  title: "The correlation id is found elsewhere",
  why: "Receivers cannot match the message with the request or order it belongs to.",
  remedy: "Keep the correlation id where it was; repeat it in the new place.",
  severity: { strict: "ERROR", "tolerant-reader": "ERROR", oasdiff: "ERROR", "buf-wire": "INFO" },
  examples: {
    bad: [
      {
        name: "from the header to the payload",
        base: exampleMessage({ correlationId: { location: "$message.header#/correlationId" } }),
        revision: exampleMessage({ correlationId: { location: "$message.payload#/correlationId" } }),
      },
    ],
    good: [
      {
        name: "a correlation id is added",
        base: exampleMessage({}),
        revision: exampleMessage({ correlationId: { location: "$message.header#/correlationId" } }),
      },
    ],
  },
  find: (pair) => {
    const [base, revision] = [pair.baseForm.correlationId, pair.revisionForm.correlationId];
    const isMoved = isKept(pair) && base.exists && base.text("location") !== revision.text("location");
    return isMoved
      ? memberDifference({ name: "correlationId", base, revision }, "location", "changed", "incomparable")
      : undefined;
  },
});
