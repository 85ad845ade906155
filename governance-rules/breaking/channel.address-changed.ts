import { exampleMessage } from "../../src/governance/breaking/structure/example-contract.js";
import { templateShape } from "../../src/governance/breaking/structure/openapi/path-template.js";
import {
  defineStructuralRule,
  isKept,
  memberDifference,
} from "../../src/governance/breaking/structure/structural-rule.js";

export default defineStructuralRule({
  id: "channel.address-changed",
  watches: "channel",
  area: "asyncapi",
  title: "A channel has another address",
  why: "Subscribers and senders stay on the old address, where nothing happens.",
  remedy: "Publish on both addresses until everybody has moved.",
  severity: { strict: "ERROR", "tolerant-reader": "ERROR", oasdiff: "ERROR", "buf-wire": "ERROR" },
  examples: {
    bad: [
      {
        name: "another topic",
        base: exampleMessage({}),
        revision: exampleMessage(
          {},
          {
            channels: { orders: { address: "production.{plantCode}", messages: { orderReleased: {} } } },
          },
        ),
      },
    ],
    good: [
      {
        name: "a parameter of the address is renamed",
        base: exampleMessage({}),
        revision: exampleMessage(
          {},
          {
            channels: { orders: { address: "orders.{plant}", messages: { orderReleased: {} } } },
          },
        ),
      },
    ],
  },
  find: (pair) => {
    const [before, after] = [pair.baseAddress, pair.revisionAddress];
    const isMoved = before !== undefined && templateShape(before) !== templateShape(after ?? "");
    return isKept(pair) && isMoved ? memberDifference(pair, "address", "changed", "incomparable") : undefined;
  },
});
