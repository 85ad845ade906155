import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { acceptsJson, isJsonContentType } from "./media-types.js";

describe("isJsonContentType", () => {
  it("takes application/json alone or in UTF-8", () => {
    for (const header of [
      "application/json",
      "Application/JSON",
      'application/json;charset="utf-8"',
      "application/json; charset=UTF-8",
    ]) {
      assert.ok(isJsonContentType(header), header);
    }
  });
  it("refuses everything else", () => {
    const headers = [
      undefined,
      "",
      "text/json",
      "application/json; charset=latin1",
      "application/json, text/plain",
      "application/problem+json",
      "application/jsonx",
      "application/json; charset=utf-8; q=1",
    ];
    for (const header of headers) assert.ok(!isJsonContentType(header), header);
  });
});

describe("acceptsJson", () => {
  it("takes headers that allow JSON in any way", () => {
    for (const header of [
      undefined,
      "",
      "*/*",
      "application/json",
      "text/html, application/*;q=0.1",
      "text/html,*/*;q=0.8",
      "application/json;q=0.5",
    ]) {
      assert.ok(acceptsJson(header), header);
    }
  });
  it("refuses headers that leave it out or exclude it; the most specific range decides", () => {
    for (const header of [
      "text/html",
      "application/xml",
      "*/*, application/json;q=0",
      "application/*;q=0, */*",
      "application/json;q=x",
    ]) {
      assert.ok(!acceptsJson(header), header);
    }
  });
});
