import { exampleMessage } from "../../src/governance/breaking/structure/example-contract.js";
import { promiseDifference } from "../../src/governance/breaking/structure/interlock-extension.js";
import { defineStructuralRule } from "../../src/governance/breaking/structure/structural-rule.js";

export default defineStructuralRule({
  id: "retention-shortened",
  watches: "extension",
  area: "asyncapi",
  title: "Messages are kept for a shorter time",
  why: "A plant that was cut off longer than the new time cannot catch up.",
  remedy: "Keep the retention at least as long as the longest outage planned for.",
  severity: { strict: "ERROR", "tolerant-reader": "ERROR", oasdiff: "INFO", "buf-wire": "INFO" },
  examples: {
    bad: [
      {
        name: "from 14 days to 3",
        base: exampleMessage({ "x-interlock": { retentionDays: 14 } }),
        revision: exampleMessage({ "x-interlock": { retentionDays: 3 } }),
      },
      {
        name: "the promise is dropped",
        base: exampleMessage({ "x-interlock": { retentionDays: 14 } }),
        revision: exampleMessage({}),
      },
    ],
    good: [
      {
        name: "from 3 days to 14",
        base: exampleMessage({ "x-interlock": { retentionDays: 3 } }),
        revision: exampleMessage({ "x-interlock": { retentionDays: 14 } }),
      },
    ],
  },
  find: (pair) => {
    const [before, after] = [pair.base, pair.revision].map(
      (place) => place.at("x-interlock").at("retentionDays").value,
    );
    const isExtended = typeof before === "number" && typeof after === "number" && after >= before;
    return isExtended ? undefined : promiseDifference(pair, "retentionDays", "shortened");
  },
});
