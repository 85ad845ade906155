import { isEqualJson } from "../../src/governance/breaking/canonical-json.js";
import type { Cursor } from "../../src/governance/breaking/structure/cursor.js";
import { exampleMessage } from "../../src/governance/breaking/structure/example-contract.js";
import {
  defineStructuralRule,
  isKept,
  isRemoved,
  pairDifference,
} from "../../src/governance/breaking/structure/structural-rule.js";

export default defineStructuralRule({
  id: "binding.changed",
  watches: "binding",
  area: "asyncapi",
  title: "A protocol binding changed or was removed",
  why: "Keys, partitions and qualities of service are agreed in bindings; broker or other side behave differently.",
  remedy: "Keep the binding, or publish on another channel.",
  severity: { strict: "ERROR", "tolerant-reader": "ERROR", oasdiff: "INFO", "buf-wire": "INFO" },
  examples: {
    bad: [
      {
        name: "the key of a Kafka message changes",
        base: exampleMessage({ bindings: { kafka: { key: { type: "string" } } } }),
        revision: exampleMessage({ bindings: { kafka: { key: { type: "integer" } } } }),
      },
      {
        name: "a binding disappears",
        base: exampleMessage({ bindings: { mqtt: { qos: 2 } } }),
        revision: exampleMessage({}),
      },
    ],
    good: [
      {
        name: "only the version of the binding's description changes",
        base: exampleMessage({ bindings: { mqtt: { qos: 2, bindingVersion: "0.1.0" } } }),
        revision: exampleMessage({ bindings: { mqtt: { qos: 2, bindingVersion: "0.2.0" } } }),
      },
      {
        name: "a binding for another protocol is added",
        base: exampleMessage({ bindings: { mqtt: { qos: 2 } } }),
        revision: exampleMessage({ bindings: { mqtt: { qos: 2 }, amqp: {} } }),
      },
    ],
  },
  find: (pair) => {
    if (isRemoved(pair)) return pairDifference(pair, "removed", "incomparable");
    const isChanged = isKept(pair) && !isEqualJson(substance(pair.base), substance(pair.revision));
    return isChanged ? pairDifference(pair, "changed", "incomparable") : undefined;
  },
});

/** The version tells how to read the binding's own description, not what is agreed. */
function substance(binding: Cursor): object {
  const { bindingVersion: _bindingVersion, ...agreed } = binding.object;
  return agreed;
}
