import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { renderBadge } from "./render-badge.js";

describe("a badge", () => {
  it("is an image that tells its text to screen readers, and names nothing outside", () => {
    const svg = renderBadge({ label: "mes/orders pact", status: "verified", tone: "good" });
    assert.match(
      svg,
      /^<svg xmlns="http:\/\/www\.w3\.org\/2000\/svg" width="\d+" height="20" role="img" aria-label="mes\/orders pact: verified">/,
    );
    assert.doesNotMatch(svg.replace("http://www.w3.org/2000/svg", ""), /https?:|href|script/);
  });

  it("keeps names from being more than text", () => {
    const svg = renderBadge({ label: `<script>"&'\u0000</script>`, status: "x", tone: "bad" });
    assert.doesNotMatch(svg, /<script/);
    assert.ok(!svg.includes("\u0000"));
    assert.match(svg, /&lt;script&gt;&quot;&amp;&#39;&lt;\/script&gt;/);
  });

  it("does not grow without end", () => {
    assert.ok(renderBadge({ label: "m".repeat(5000), status: "x", tone: "unknown" }).length < 2_000);
  });
});
