import { exampleMessage } from "../../src/governance/breaking/structure/example-contract.js";
import { isSameText } from "../../src/governance/breaking/structure/stability.js";
import {
  defineStructuralRule,
  isKept,
  memberDifference,
} from "../../src/governance/breaking/structure/structural-rule.js";

export default defineStructuralRule({
  id: "message.payload-language",
  watches: "message",
  area: "asyncapi",
  title: "A payload is described in a language that is not compared",
  why: "A payload that moves to another schema language breaks; one that changed inside such a language is undecided.",
  remedy: "Describe the payload as JSON Schema, or have the change reviewed by hand and waived.",
  severity: { strict: "ERROR", "tolerant-reader": "ERROR", oasdiff: "ERROR", "buf-wire": "ERROR" },
  examples: {
    bad: [
      {
        name: "an Avro schema changes",
        base: exampleMessage({
          payload: { schemaFormat: "application/vnd.apache.avro+json;version=1.9.0", schema: { type: "string" } },
        }),
        revision: exampleMessage({
          payload: { schemaFormat: "application/vnd.apache.avro+json;version=1.9.0", schema: { type: "int" } },
        }),
      },
    ],
    good: [
      {
        name: "an Avro schema stays the same",
        base: exampleMessage({
          payload: { schemaFormat: "application/vnd.apache.avro+json;version=1.9.0", schema: { type: "int" } },
        }),
        revision: exampleMessage({
          payload: { schemaFormat: "application/vnd.apache.avro+json;version=1.9.0", schema: { type: "int" } },
        }),
      },
    ],
  },
  find: (pair) => {
    const { baseForm, revisionForm } = pair;
    if (!isKept(pair)) return undefined;
    if (baseForm.schemaLanguage !== revisionForm.schemaLanguage) {
      return memberDifference(pair, "payload", "changed", "incomparable");
    }
    const isUnread = baseForm.schemaLanguage !== "json-schema" && !isSameText(baseForm.payload, revisionForm.payload);
    return isUnread ? memberDifference(pair, "payload", "changed", "undecided") : undefined;
  },
});
