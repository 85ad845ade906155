import { exampleMessage } from "../../src/governance/breaking/structure/example-contract.js";
import { promiseDifference } from "../../src/governance/breaking/structure/interlock-extension.js";
import { defineStructuralRule } from "../../src/governance/breaking/structure/structural-rule.js";

export default defineStructuralRule({
  id: "ordering-key.changed",
  watches: "extension",
  area: "asyncapi",
  title: "Messages are kept in order by another key",
  why: "Receivers rely on the order inside the old key; messages of one order may now overtake each other.",
  remedy: "Keep the ordering key; publish the other order on another channel.",
  severity: { strict: "ERROR", "tolerant-reader": "ERROR", oasdiff: "INFO", "buf-wire": "INFO" },
  examples: {
    bad: [
      {
        name: "by plant instead of by order",
        base: exampleMessage({ "x-interlock": { orderingKey: "orderNumber" } }),
        revision: exampleMessage({ "x-interlock": { orderingKey: "plantCode" } }),
      },
    ],
    good: [
      {
        name: "an order is promised for the first time",
        base: exampleMessage({}),
        revision: exampleMessage({ "x-interlock": { orderingKey: "orderNumber" } }),
      },
    ],
  },
  find: (pair) => promiseDifference(pair, "orderingKey"),
});
