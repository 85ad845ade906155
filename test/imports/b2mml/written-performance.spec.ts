import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { testDocument, testProfile } from "../../../src/connectors/connector-fixtures.js";
import { performanceMessage } from "../../../src/connectors/b2mml-file/performance-message.js";
import { FindingList } from "../../../src/imports/b2mml/finding-list.js";
import { readMessage } from "../../../src/imports/b2mml/message/read-message.js";
import { readXml } from "../../../src/imports/b2mml/xml/read-xml.js";

describe("a performance message that the gateway writes", () => {
  it("is read by its own importer with order, segment, material, lot and quantity", () => {
    const document = testDocument("ISSUE_TO_ORDER", "1000042", "2026-11-23T08:00:00Z");
    const text = performanceMessage(document, "0123456789ABCDEF", testProfile("file:///x"), "V0401");
    const findings = new FindingList();
    const root = readXml(Buffer.from(text), findings);
    assert.ok(root !== undefined);
    const message = readMessage(root, findings);
    assert.deepEqual(findings.all, []);
    assert.ok(message?.kind === "ProductionPerformance");
    const [response] = message.responses;
    assert.equal(response?.requestId, "1000042");
    const [segment] = response.segments;
    const [material] = segment?.materials ?? [];
    assert.deepEqual(
      [segment?.processSegmentId, material?.materialNumber, material?.lotNumber, material?.use],
      ["0010", "RM-100", "LOT-1", "Consumed"],
    );
    assert.deepEqual([material?.quantity?.value, material?.quantity?.unit], ["10", "KG"]);
  });
});
