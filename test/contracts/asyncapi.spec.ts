import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { basename, join } from "node:path";
import { describe, it } from "node:test";
import { projectRoot } from "../../src/config/project-root.js";
import { ContractFiles, entriesOf, listOf, objectOf, type Located } from "./contract-files.js";

const contracts = new ContractFiles();
const X_INTERLOCK = ["owner", "authority", "class", "sla", "orderingKey", "dedupKey", "dataClass"];

function messagesOf(root: Located): (readonly [string, Located])[] {
  return [...entriesOf({ ...root, pointer: "/components", value: objectOf(root.value["components"]) }, "messages")];
}

/** `v2` of `asyncapi/inventory-movement/v2.yaml`: an event's type names the major version of its contract. */
const majorOf = (file: string): string => basename(file, ".yaml");

/** The product's source as one text, the titles of the timeline aside. */
function sourceText(): string {
  const folder = join(projectRoot, "src");
  return readdirSync(folder, { recursive: true, encoding: "utf8" })
    .filter((name) => name.endsWith(".ts") && !/(\.spec|\.gen|timeline-title)\.ts$/.test(name))
    .map((name) => readFileSync(join(folder, name), "utf8"))
    .join();
}

describe("contracts/asyncapi", () => {
  for (const { file, document } of contracts.asyncapi) {
    const root: Located = { file, pointer: "", value: document };
    const messages = messagesOf(root);

    it(`${file}: every message compiles strictly and has an example that validates`, () => {
      assert.ok(messages.length > 0);
      for (const [name, message] of messages) {
        const examples = listOf(message.value["examples"]);
        assert.ok(examples.length > 0, `${name} has no example`);
        for (const example of examples) {
          const payload = objectOf(example)["payload"];
          assert.ok(payload !== undefined, `${name}: an example has no payload`);
          assert.deepEqual(contracts.breaches(file, `${message.pointer}/payload/schema`, payload), [], name);
        }
      }
    });

    it(`${file}: every message says who owns it and how it is ordered`, () => {
      for (const [name, message] of messages) {
        const members = objectOf(message.value["x-interlock"], name);
        assert.deepEqual(Object.keys(members).toSorted(), [...X_INTERLOCK].toSorted(), name);
        assert.equal(message.value["name"], `com.interlock.${name}.${majorOf(file)}`);
        const payload = objectOf(objectOf(message.value["payload"])["schema"]);
        assert.equal(objectOf(objectOf(payload["properties"])["type"])["const"], message.value["name"]);
      }
    });

    it(`${file}: describes no event that the source never writes`, () => {
      const source = sourceText();
      assert.deepEqual(
        messages.map(([name]) => name).filter((name) => !source.includes(`"${name}"`)),
        [],
      );
    });

    it(`${file}: every message has one channel of its name, and Interlock sends on each channel`, () => {
      const names = messages.map(([name]) => name);
      const channels = entriesOf(root, "channels");
      assert.deepEqual(
        channels.map(([name]) => name),
        names,
      );
      for (const [name, channel] of channels) {
        const place = name.startsWith("contract.") ? "enterprise" : "{plantCode}";
        assert.equal(channel.value["address"], `interlock.${place}.${name}.${majorOf(file)}`);
        assert.deepEqual(channel.value["messages"], { [name]: { $ref: `#/components/messages/${name}` } });
      }
      const sent = entriesOf(root, "operations").map(([, operation]) => {
        assert.equal(operation.value["action"], "send");
        return objectOf(operation.value["channel"])["$ref"];
      });
      assert.deepEqual(
        sent,
        names.map((name) => `#/channels/${name}`),
      );
    });
  }
});
