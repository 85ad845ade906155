import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { parse } from "yaml";
import { projectRoot } from "../../config/project-root.js";
import type { CloudEvent } from "../../platform/messaging/cloud-event.js";
import { eventName, timelineTitle } from "./timeline-title.js";

const file = readFileSync(join(projectRoot, "contracts", "asyncapi", "production-order", "v1.yaml"), "utf8");
const { components } = parse(file, { merge: true }) as {
  components: { messages: Record<string, { examples: { payload: CloudEvent }[] }> };
};
const events = Object.values(components.messages).flatMap(({ examples }) => examples.map(({ payload }) => payload));
const [first] = events;

function titleOf(name: string, data: CloudEvent["data"]): string {
  assert.ok(first !== undefined);
  return timelineTitle({ ...first, type: `com.interlock.${name}.v1`, data });
}

describe("the title of a timeline entry", () => {
  it("is a sentence for every event that has a contract", () => {
    assert.ok(events.length > 10);
    for (const event of events) {
      const title = timelineTitle(event);
      assert.notEqual(title, eventName(event.type));
      assert.doesNotMatch(title, /undefined|null|\[object|\s$/, event.type);
    }
  });

  it("says what was made, and why something was not", () => {
    const report = {
      operationNumber: "0010",
      yield: { value: "40", unit: "KGM" },
      scrap: { value: "2", unit: "KGM" },
      scrapReasonCode: "S01",
    };
    assert.equal(
      titleOf("operation-confirmation.partial", { report }),
      "Operation 0010 partly confirmed: yield 40 KGM, scrap 2 KGM (reason S01)",
    );
    assert.equal(
      titleOf("operation-confirmation.started", { report: { operationNumber: "0010" } }),
      "Operation 0010 started",
    );
  });

  it("says what moved, and what was consumed beside the plan", () => {
    const quantity = { value: "24", unit: "KGM" };
    const movement = { lines: [{ materialNumber: "RM-100", quantity }] };
    assert.equal(
      titleOf("inventory-movement.issued", { movementNumber: "M1", movement }),
      "Movement M1: 24 KGM of RM-100 issued",
    );
    const planned = { value: "20", unit: "KGM" };
    assert.equal(
      titleOf("material-consumption.variance-exceeded", {
        componentLine: "0010",
        planned,
        actual: quantity,
        level: "WARN",
      }),
      "Component 0010 consumed 24 KGM where 20 KGM were planned: WARN",
    );
  });

  it("names the document of the ERP", () => {
    const erpDocument = { number: "4900000001", year: "2026" };
    assert.equal(
      titleOf("posting.posted", { kind: "CONFIRMATION", erpDocument }),
      "CONFIRMATION posted in the ERP as document 4900000001/2026",
    );
  });

  it("is the name of an event that it does not know, and never too long for its contract", () => {
    assert.equal(titleOf("plant.offline", {}), "plant.offline");
    const checks = Array.from({ length: 50 }, () => ({ check: "work-center-alignment", result: "PASS" }));
    assert.equal(titleOf("production-order.validated", { checks }).length, 300);
  });
});
