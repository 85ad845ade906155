import assert from "node:assert/strict";
import { it } from "node:test";
import type { CloudEvent } from "../../platform/messaging/cloud-event.js";
import { eventSubject } from "./event-subject.js";

const event = (type: string, plantcode?: string): CloudEvent => ({
  specversion: "1.0",
  id: "1",
  source: "urn:interlock:gateway",
  type,
  subject: "k",
  time: "2026-01-01T00:00:00Z",
  datacontenttype: "application/json",
  correlationid: "c",
  traceparent: "t",
  partitionkey: "k",
  latencyclass: "RT",
  ...(plantcode === undefined ? {} : { plantcode }),
  data: {},
});

it("is the channel address of the contract, with one level for the plant", () => {
  const type = "com.interlock.production-order.released.v1";
  assert.equal(eventSubject(event(type, "P100")), "interlock.P100.production-order.released.v1");
  assert.equal(eventSubject(event(type, "P.1/a")), "interlock.P%2E1/a.production-order.released.v1");
  assert.equal(eventSubject(event("com.interlock.contract.promoted.v1")), "interlock._enterprise.contract.promoted.v1");
});
