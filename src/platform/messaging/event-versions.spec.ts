import assert from "node:assert/strict";
import { describe, it } from "node:test";
import type { CloudEvent } from "./cloud-event.js";
import { EventVersions } from "./event-versions.js";

const eventOf = (type: string, data: CloudEvent["data"]): CloudEvent => ({
  specversion: "1.0",
  id: "01KAR7Q2M0X3V9C4T8E6H5J2WD",
  source: "urn:interlock:gateway",
  type,
  subject: "P100/1",
  time: "2026-11-23T08:00:00.000Z",
  datacontenttype: "application/json",
  correlationid: "c",
  traceparent: "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01",
  partitionkey: "P100/1",
  latencyclass: "RT",
  data,
});

const versions = new EventVersions();
const step = { stream: "thing", name: "thing.made" } as const;
versions.add({ ...step, older: "v1", newer: "v2", down: ({ count }) => (count === 1 ? { one: true } : undefined) });
versions.add({ ...step, older: "v2", newer: "v3", down: ({ amount }) => ({ count: amount }) });
const typeOf = (version: string): string => `com.interlock.thing.made.${version}`;
const NEWEST = new Map<string, string>();

describe("an event for a reader of an older version", () => {
  it("comes down step by step, with the type of its version and everything else as it was", () => {
    const event = eventOf(typeOf("v3"), { amount: 1 });
    assert.deepEqual(versions.word(event, typeOf("v1"), NEWEST), { ...event, type: typeOf("v1"), data: { one: true } });
    assert.deepEqual(versions.word(event, typeOf("v2"), NEWEST).data, { count: 1 });
    assert.deepEqual(versions.word(event, undefined, new Map([["thing", "v1"]])).data, { one: true });
  });

  it("stays in the newest version, type included, when the older has no words for it", () => {
    const event = eventOf(typeOf("v3"), { amount: 3 });
    assert.equal(versions.word(event, typeOf("v1"), NEWEST), event);
  });

  it("stays as it is for readers of the newest version, and when nothing is known of it", () => {
    const event = eventOf(typeOf("v3"), { amount: 1 });
    assert.equal(versions.word(event, undefined, NEWEST), event);
    assert.equal(versions.word(event, typeOf("v3"), NEWEST), event);
    const other = eventOf("com.interlock.other.made.v2", {});
    assert.equal(versions.word(other, "com.interlock.other.made.v1", new Map([["other", "v1"]])), other);
  });

  it("is found under every type it may be stored as", () => {
    assert.deepEqual(versions.storedTypes(typeOf("v1")), [typeOf("v1"), typeOf("v2"), typeOf("v3")]);
    assert.deepEqual(versions.storedTypes(typeOf("v3")), [typeOf("v3")]);
    assert.deepEqual(versions.storedTypes("anything"), ["anything"]);
  });
});
