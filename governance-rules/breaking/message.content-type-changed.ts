import { exampleMessage } from "../../src/governance/breaking/structure/example-contract.js";
import {
  defineStructuralRule,
  isKept,
  memberDifference,
} from "../../src/governance/breaking/structure/structural-rule.js";

export default defineStructuralRule({
  id: "message.content-type-changed",
  watches: "message",
  area: "asyncapi",
  title: "A message is written in another media type",
  why: "Receivers cannot read the bytes they get.",
  remedy: "Publish the other form as another message.",
  severity: { strict: "ERROR", "tolerant-reader": "ERROR", oasdiff: "ERROR", "buf-wire": "ERROR" },
  examples: {
    bad: [
      {
        name: "from JSON to Avro",
        base: exampleMessage({}),
        revision: exampleMessage({ contentType: "application/avro" }),
      },
    ],
    good: [
      {
        name: "the default media type is written down",
        base: exampleMessage({}),
        revision: exampleMessage({ contentType: "application/json" }),
      },
    ],
  },
  find: (pair) => {
    const [before, after] = [pair.baseForm.contentType, pair.revisionForm.contentType];
    const isChanged = isKept(pair) && before !== undefined && before.toLowerCase() !== after?.toLowerCase();
    return isChanged ? memberDifference(pair, "contentType", "changed", "incomparable") : undefined;
  },
});
