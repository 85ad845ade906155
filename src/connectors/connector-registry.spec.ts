import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { testProfile } from "./connector-fixtures.js";
import { ConnectorRegistry } from "./connector-registry.js";
import { OutboundHttp } from "./outbound-http.js";
import { SapODataFactory } from "./sap-odata/connector.js";

const profile = testProfile("http://127.0.0.1:1");
const registry = new ConnectorRegistry([new SapODataFactory(new OutboundHttp())], []);

describe("connector registry", () => {
  it("keeps the connector of a plant until its profile says something else", () => {
    const connector = registry.erp(profile);
    assert.equal(registry.erp(structuredClone(profile)), connector);
    const moved = {
      ...profile,
      systems: { ...profile.systems, erp: { ...profile.systems.erp, url: "http://127.0.0.1:2" } },
    };
    assert.notEqual(registry.erp(moved), connector);
  });

  it("names the adapters there are when a plant asks for another", () => {
    const other = { ...profile, systems: { ...profile.systems, erp: { ...profile.systems.erp, adapter: "sap-rfc" } } };
    assert.throws(() => registry.erp(other), {
      code: "CONNECTOR_UNKNOWN",
      message: /"sap-rfc"; it must be one of: sap-odata/,
    });
    assert.throws(() => registry.mes(profile), { code: "CONNECTOR_UNKNOWN" });
  });

  it("refuses an adapter that cannot read its documents back", () => {
    const connector = new SapODataFactory(new OutboundHttp()).create(profile);
    const blind = {
      adapter: "blind",
      create: () => Object.assign(connector, { capabilities: { ...connector.capabilities, readBack: false } }),
    };
    const asks = { ...profile, systems: { ...profile.systems, erp: { ...profile.systems.erp, adapter: "blind" } } };
    assert.throws(() => new ConnectorRegistry([blind], []).erp(asks), {
      code: "CONNECTOR_UNKNOWN",
      message: /cannot read documents back/,
    });
  });
});
