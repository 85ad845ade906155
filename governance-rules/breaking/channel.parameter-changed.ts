import { exampleMessage } from "../../src/governance/breaking/structure/example-contract.js";
import {
  type Difference,
  defineStructuralRule,
  isKept,
  memberDifference,
} from "../../src/governance/breaking/structure/structural-rule.js";
import type { Pair } from "../../src/governance/breaking/structure/subjects.js";

export default defineStructuralRule({
  id: "channel.parameter-changed",
  watches: "channel",
  area: "asyncapi",
  title: "A channel parameter admits fewer values or is read from elsewhere",
  why: "Addresses that were valid are no longer used, or messages go to another address.",
  remedy: "Keep the values and the location of existing parameters.",
  severity: { strict: "ERROR", "tolerant-reader": "ERROR", oasdiff: "ERROR", "buf-wire": "ERROR" },
  examples: {
    bad: [
      {
        name: "a plant is dropped",
        base: exampleMessage(
          {},
          {
            operations: {},
            channels: { orders: { address: "orders.{plant}", parameters: { plant: { enum: ["DE1", "US2"] } } } },
          },
        ),
        revision: exampleMessage(
          {},
          {
            operations: {},
            channels: { orders: { address: "orders.{plant}", parameters: { plant: { enum: ["DE1"] } } } },
          },
        ),
      },
    ],
    good: [
      {
        name: "a plant is added",
        base: exampleMessage(
          {},
          {
            operations: {},
            channels: { orders: { address: "orders.{plant}", parameters: { plant: { enum: ["DE1"] } } } },
          },
        ),
        revision: exampleMessage(
          {},
          {
            operations: {},
            channels: { orders: { address: "orders.{plant}", parameters: { plant: { enum: ["DE1", "US2"] } } } },
          },
        ),
      },
    ],
  },
  find: (pair) => {
    if (!isKept(pair)) return undefined;
    const [base, revision] = [pair.base.at("parameters"), pair.revision.at("parameters")];
    const kept = base.entries().filter(([name]) => revision.has(name));
    return kept.flatMap(([name, parameter]) =>
      parameterDifferences({ name, base: parameter, revision: revision.at(name) }),
    );
  },
});

function parameterDifferences(pair: Pair): Difference[] {
  const [before, after] = [pair.base, pair.revision].map((side) =>
    side
      .at("enum")
      .items()
      .map(({ value }) => String(value)),
  );
  const isLimited =
    pair.revision.has("enum") && (!pair.base.has("enum") || before?.some((value) => !after?.includes(value)));
  const isElsewhere = pair.base.text("location") !== pair.revision.text("location");
  return [
    ...(isLimited === true ? [memberDifference(pair, "enum", "narrowed", "narrowed")] : []),
    ...(isElsewhere ? [memberDifference(pair, "location", "changed", "incomparable")] : []),
  ];
}
