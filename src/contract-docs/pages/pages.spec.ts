import assert from "node:assert/strict";
import { describe, it } from "node:test";
import type { DescribedContract } from "../served-contracts.js";
import { apiPage } from "./api-page.js";
import { eventsPage } from "./events-page.js";
import { listPage } from "./list-page.js";

const HOSTILE = `"><script>alert(1)</script><img src=x onerror='alert(1)'>`;

const CONTRACT: DescribedContract = {
  line: { kind: "asyncapi", name: "orders", major: "v1" },
  title: HOSTILE,
  version: HOSTILE,
  digest: "0".repeat(64),
  state: "deprecated",
  sunsetAt: "2030-01-01T00:00:00.000Z",
  successor: "asyncapi/orders/v2",
  document: () => ({
    info: { title: HOSTILE, description: HOSTILE },
    channels: { [HOSTILE]: { address: HOSTILE, messages: { [HOSTILE]: { $ref: "#/components/messages/Released" } } } },
    components: {
      messages: {
        Released: {
          title: HOSTILE,
          summary: HOSTILE,
          contentType: HOSTILE,
          "x-interlock": { class: HOSTILE, sla: { p95Seconds: 60 } },
          payload: {
            schemaFormat: HOSTILE,
            schema: {
              allOf: [{ $ref: "#/components/schemas/Event" }],
              properties: { data: { $ref: "#/components/schemas/Order" } },
            },
          },
          examples: [{ name: HOSTILE, payload: { id: HOSTILE } }],
        },
      },
      schemas: {
        [HOSTILE]: {
          type: HOSTILE,
          format: HOSTILE,
          properties: { [HOSTILE]: { enum: [HOSTILE], description: HOSTILE } },
        },
        Event: { required: ["id"], properties: { id: { type: "string" }, data: {} } },
        Order: { required: ["state"], properties: { state: { const: HOSTILE }, lines: { type: "array", items: {} } } },
      },
    },
  }),
};

describe("the pages of contracts", () => {
  const pages = {
    list: listPage({ seq: 1, contracts: [CONTRACT] }),
    api: apiPage({ ...CONTRACT, line: { ...CONTRACT.line, kind: "openapi" } }),
    events: eventsPage(CONTRACT),
  };
  for (const [name, page] of Object.entries(pages)) {
    it(`never take text of a contract for markup: ${name}`, () => {
      assert.ok(page.includes("&lt;script&gt;alert(1)"));
      assert.ok(!page.includes("<script>alert"));
      assert.ok(!page.includes("<img"));
    });

    it(`hold neither inline scripts nor inline styles: ${name}`, () => {
      const withoutValues = page.replaceAll(/"[^"]*"/g, '""');
      assert.doesNotMatch(withoutValues, /<script(?![^>]* src=)|<style|<[a-z]+[^>]* (on[a-z]+|style)=/);
    });
  }

  it("tell the state of a version, its end and what comes after it", () => {
    for (const page of Object.values(pages)) {
      for (const part of ["deprecated", "2030-01-01T00:00:00.000Z", "asyncapi/orders/v2"])
        assert.ok(page.includes(part), part);
    }
  });

  it("name a version that ended without a link to it", () => {
    const page = listPage({ seq: 2, contracts: [{ ...CONTRACT, state: "ended" }] });
    assert.ok(page.includes("ended"));
    assert.ok(!page.includes("/docs/orders/v1"));
  });

  it("show a message by its members, which are required, and the schemas it refers to", () => {
    const page = pages.events.replaceAll(/\s+(?=<)|(?<=>)\s+/g, "");
    assert.match(page, /<code>state<\/code><\/th><td>.*?<\/td><td>yes<\/td>/s);
    assert.match(page, /<code>lines<\/code><\/th><td>array of any<\/td><td>no<\/td>/s);
  });

  it("show what a message takes over from another schema, what it promises and an example", () => {
    const page = pages.events.replaceAll(/\s+(?=<)|(?<=>)\s+/g, "");
    assert.match(page, /<code>id<\/code><\/th><td>string<\/td><td>yes<\/td>/);
    assert.match(page, /<code>data<\/code><\/th><td><a href="#schema-Order">/);
    assert.match(page, /<dt>sla.p95Seconds<\/dt><dd><code>60<\/code>/);
    assert.match(page, /<summary>Example /);
  });
});
