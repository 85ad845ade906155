import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { InterlockError } from "../kernel/problem.js";
import { PathTable } from "./path-table.js";

const table = new PathTable(
  [
    ["GET", "/things"],
    ["POST", "/things"],
    ["GET", "/things/{plant}/summary"],
    ["GET", "/things/{plant}/{id}"],
    ["PATCH", "/things/{plant}/{id}"],
    ["POST", "/things/{plant}/{id}:reverse"],
    ["POST", "/things/{plant}/{id}"],
    ["POST", "/things:bulk"],
  ].map(([method = "", path = ""]) => ({ method, path, value: `${method} ${path}` })),
);

describe("PathTable", () => {
  it("takes the more specific path first and decodes what stands between slashes", () => {
    assert.equal(table.find("GET", "/things")?.value, "GET /things");
    assert.equal(table.find("GET", "/things/A/summary")?.value, "GET /things/{plant}/summary");
    assert.deepEqual({ ...table.find("GET", "/things/A/B%2FC")?.params }, { plant: "A", id: "B/C" });
    const reverse = table.find("POST", "/things/A/B%3AC:reverse");
    assert.equal(reverse?.value, "POST /things/{plant}/{id}:reverse");
    assert.deepEqual({ ...reverse?.params }, { plant: "A", id: "B:C" });
    assert.equal(table.find("POST", "/things:bulk")?.value, "POST /things:bulk");
  });

  it("reads a fixed path also when it is percent-encoded", () => {
    assert.equal(table.find("GET", "/%74hings")?.value, "GET /things");
  });

  it("knows every method of a path, and none of a path that is not there", () => {
    assert.deepEqual(table.methodsOf("/things/A/B"), ["GET", "PATCH", "POST"]);
    assert.deepEqual(table.methodsOf("/things"), ["GET", "POST"]);
    assert.deepEqual(table.methodsOf("/things/A"), []);
    assert.equal(table.find("GET", "/things/"), undefined);
    assert.equal(table.find("DELETE", "/things/A/B"), undefined);
  });

  it("refuses encodings that are not UTF-8 and parameters that are too long", () => {
    for (const path of ["/things/A/%ff", `/things/A/${"x".repeat(301)}`]) {
      assert.throws(
        () => table.find("GET", path),
        (error) => error instanceof InterlockError && error.code === "URL_MALFORMED",
      );
    }
  });
});
