import assert from "node:assert/strict";
import { globSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, it } from "node:test";
import { parse } from "yaml";
import { projectRoot } from "../../config/project-root.js";
import { systemClock } from "../../kernel/clock.js";
import { UlidFactory } from "../../kernel/ulid.js";
import type { CloudEvent } from "./cloud-event.js";
import { loadEventContracts } from "./event-contracts.js";
import { Outbox, type EventIntent } from "./outbox.js";

const contracts = loadEventContracts();
const outbox = new Outbox(new UlidFactory(systemClock), systemClock);

function dispatched(change: Partial<EventIntent> = {}): CloudEvent {
  return outbox.row({
    name: "production-order.dispatched",
    plantCode: "P100",
    orderNumber: "1000042",
    latencyClass: "RT",
    correlationId: "PO-1000042-release",
    traceparent: "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01",
    data: { revision: 1, dispatchId: "01KAR7Q2M0X3V9C4T8E6H5J2WD", attempt: 1, mesSystem: "MES1" },
    ...change,
  }).event;
}

/** Code and pointer of each finding. */
function findings(event: CloudEvent): string[] {
  return contracts.validateEvent(event).map(({ code, pointer }) => `${code} ${pointer}`);
}

describe("EventContracts", () => {
  it("accepts what the outbox writes for a described event", () => {
    assert.deepEqual(findings(dispatched()), []);
    assert.deepEqual(findings(dispatched({ orderNumber: "A/7" })), []);
  });

  it("agrees with the strict reading of the contract tests on every example", () => {
    const folder = join(projectRoot, "contracts", "asyncapi");
    const events = globSync("*/*.yaml", { cwd: folder }).flatMap((name) => {
      const document = parse(readFileSync(join(folder, name), "utf8")) as {
        components: { messages: Record<string, { examples: { payload: CloudEvent }[] }> };
      };
      return Object.values(document.components.messages).flatMap(({ examples }) => examples);
    });
    assert.equal(events.length, contracts.types.length);
    for (const { payload } of events) assert.deepEqual(findings(payload), [], payload.type);
  });

  it("reports every breach of the data with its pointer", () => {
    const event = dispatched({ data: { revision: 0, dispatchId: "x", attempt: 1, mesSystem: "MES1", more: true } });
    assert.deepEqual(findings(event).toSorted(), [
      "SCHEMA_VIOLATION /data/dispatchId",
      "SCHEMA_VIOLATION /data/revision",
      "UNKNOWN_FIELD /data/more",
    ]);
  });

  it("reports a missing member and a broken envelope", () => {
    const event = dispatched({ correlationId: "two words", data: { revision: 1, attempt: 1, mesSystem: "MES1" } });
    assert.deepEqual(findings(event), ["SCHEMA_VIOLATION /correlationid", "SCHEMA_VIOLATION /data"]);
  });

  it("refuses an envelope member that no contract knows", () => {
    assert.deepEqual(findings(Object.assign(dispatched(), { sequence: "1" })), ["UNKNOWN_FIELD /sequence"]);
  });

  it("refuses an event type without a contract", () => {
    assert.deepEqual(findings(dispatched({ name: "production-order.teleported" })), ["SCHEMA_VIOLATION /type"]);
  });

  it("refuses a partition key that is not the order of the event", () => {
    assert.deepEqual(findings({ ...dispatched(), partitionkey: "P100/1000043" }), ["SCHEMA_VIOLATION /partitionkey"]);
    assert.deepEqual(findings({ ...dispatched(), plantcode: "P200" }), ["SCHEMA_VIOLATION /partitionkey"]);
  });

  it("names the file and the message when a contract does not compile", () => {
    const folder = mkdtempSync(join(tmpdir(), "interlock-contracts-"));
    try {
      mkdirSync(join(folder, "schemas"));
      mkdirSync(join(folder, "asyncapi"));
      const schema = `{ $ref: "../schemas/none.yaml" }`;
      writeFileSync(
        join(folder, "asyncapi", "v1.yaml"),
        `components: { messages: { a.b: { name: com.interlock.a.b.v1, payload: { schema: ${schema} } } } }`,
      );
      assert.throws(() => loadEventContracts(folder), /asyncapi\/v1\.yaml: the message com\.interlock\.a\.b\.v1/);
    } finally {
      rmSync(folder, { recursive: true });
    }
  });
});
