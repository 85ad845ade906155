import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { lifecycleHeaders } from "./lifecycle-headers.js";

describe("lifecycleHeaders", () => {
  it("names only the promotion of a version that is not deprecated", () => {
    assert.deepEqual(lifecycleHeaders({ promotionId: "P1" }), { "interlock-promotion": "P1" });
  });

  it("writes the end of a version as RFC 9745, RFC 8594 and RFC 5829 ask", () => {
    const headers = lifecycleHeaders({
      promotionId: "P1",
      deprecatedAt: new Date("2026-11-23T10:00:00.700Z"),
      sunsetAt: new Date("2027-06-30T23:59:59Z"),
      successor: "/production-order/v2",
    });
    assert.deepEqual(headers, {
      "interlock-promotion": "P1",
      deprecation: "@1795428000",
      sunset: "Wed, 30 Jun 2027 23:59:59 GMT",
      link: '</production-order/v2>; rel="successor-version"',
    });
  });
});
