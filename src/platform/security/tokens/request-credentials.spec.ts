import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { credentialsOf } from "./request-credentials.js";

const KEY = `ilk_01KAR7Q2M0X3V9C4T8E6H5J2WD_${"A".repeat(43)}`;

describe("what a request offers as proof", () => {
  it("is a token, a key, or nothing", () => {
    assert.deepEqual(credentialsOf({ headers: { authorization: "Bearer abc" } }), { kind: "bearer", token: "abc" });
    assert.deepEqual(credentialsOf({ headers: { "x-api-key": KEY } }), { kind: "api-key", key: KEY });
    assert.deepEqual(credentialsOf({ headers: {} }), { kind: "none" });
    assert.deepEqual(credentialsOf({ headers: { authorization: "Basic YTpi" } }), { kind: "unsupported" });
  });

  it("is refused when it is two proofs at once", () => {
    for (const headers of [
      { authorization: "Bearer abc", "x-api-key": KEY },
      { authorization: "Basic YTpi", "x-api-key": KEY },
      { authorization: "", "x-api-key": KEY },
      { "x-api-key": [KEY, KEY] },
    ]) {
      assert.equal(credentialsOf({ headers }).kind, "refused");
    }
  });

  it("is refused in the address, wherever it stands and however it is written", () => {
    for (const url of [
      `/orders?key=${KEY}`,
      `/orders/${KEY}`,
      `/orders?key=${KEY.replaceAll("_", "%5F")}`,
      `/orders?key=${KEY.replaceAll("_", "%5f")}`,
      `/orders?access_token=abc`,
      `/orders?plantCode=P100&api_key=x`,
      `/orders?apikey=x`,
      `/orders?X-API-Key=x`,
    ]) {
      assert.equal(credentialsOf({ url, headers: { authorization: "Bearer abc" } }).kind, "refused", url);
    }
  });

  it("is not looked for in what only resembles it", () => {
    for (const url of ["/orders/milk_2", "/orders?key=silk_", "/orders?note=api_key", "/keys/ilk_"]) {
      assert.equal(credentialsOf({ url, headers: { authorization: "Bearer abc" } }).kind, "bearer", url);
    }
  });
});
