import assert from "node:assert/strict";
import { describe, it } from "node:test";
import type { CloudEvent } from "../../platform/messaging/cloud-event.js";
import { EventVersions } from "../../platform/messaging/event-versions.js";
import { wordedMessages } from "./worded-messages.js";

const event = (type: string, data: CloudEvent["data"]): CloudEvent => ({
  specversion: "1.0",
  id: "01KAR7QFM0X3V9C4T8E6H5J2WD",
  source: "urn:interlock:gateway",
  type,
  subject: "P1/7",
  time: "2026-01-01T00:00:00Z",
  datacontenttype: "application/json",
  correlationid: "c",
  traceparent: "t",
  partitionkey: "P1/7",
  latencyclass: "RT",
  plantcode: "P1",
  data,
});

describe("an event of JetStream", () => {
  const versions = new EventVersions();
  const name = "inventory-movement.issued";
  const stream = "inventory-movement";
  versions.add({ stream, name, older: "v2", newer: "v3", down: ({ c }) => ({ b: c }) });
  versions.add({ stream, name, older: "v1", newer: "v2", down: ({ b }) => (b === "split" ? undefined : { a: b }) });

  it("is on the subject of each version in the words of that version, the newest first", () => {
    const messages = wordedMessages(event(`com.interlock.${name}.v3`, { c: 1 }), versions);
    assert.deepEqual(
      messages.map(({ subject, event: { type, data } }) => [subject, type, data]),
      [
        [`interlock.P1.${name}.v3`, `com.interlock.${name}.v3`, { c: 1 }],
        [`interlock.P1.${name}.v2`, `com.interlock.${name}.v2`, { b: 1 }],
        [`interlock.P1.${name}.v1`, `com.interlock.${name}.v1`, { a: 1 }],
      ],
    );
    assert.equal(new Set(messages.map(({ messageId }) => messageId)).size, 3, "JetStream takes none for a repeat");
    assert.equal(new Set(messages.map((message) => message.event.id)).size, 1, "a reader takes them for one");
  });

  it("is not lost where an older version has no words for it, and keeps its newer type there", () => {
    const messages = wordedMessages(event(`com.interlock.${name}.v3`, { c: "split" }), versions);
    assert.deepEqual(
      messages.map(({ subject, event: { type } }) => [subject.slice(-2), type.slice(-2)]),
      [
        ["v3", "v3"],
        ["v2", "v2"],
        ["v1", "v3"],
      ],
    );
  });

  it("has one subject when there is one version", () => {
    assert.equal(wordedMessages(event("com.interlock.posting.posted.v1", {}), versions).length, 1);
  });
});
