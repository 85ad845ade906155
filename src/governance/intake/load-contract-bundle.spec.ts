import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { defaultBundleLimits } from "./bundle-limits.js";
import { type LoadedContract, loadContractBundle } from "./load-contract-bundle.js";
import { valueAt } from "./source-position.js";

const HEAD = "openapi: 3.1.0\ninfo: { title: T, version: 1.0.0 }\n";

function load(files: Readonly<Record<string, string>>, limits = defaultBundleLimits): LoadedContract {
  const [entry = ""] = Object.keys(files);
  return loadContractBundle({ entry, files: new Map(Object.entries(files)) }, limits);
}

function codes(loaded: LoadedContract): string[] {
  return loaded.findings.map(({ code }) => code);
}

describe("loadContractBundle", () => {
  it("moves what other files define below components and rewrites every reference", () => {
    const { bundle, findings } = load({
      "api/v1.yaml": `${HEAD}paths:\n  /a: { post: { requestBody: { content: { application/json: { schema: { $ref: "../s/order.yaml#/$defs/Order" } } } } } }`,
      "s/order.yaml":
        "$defs:\n  Order: { type: object, properties: { line: { $ref: '#/$defs/Line' } } }\n  Line: { type: string }",
    });
    assert.deepEqual(findings, []);
    assert.deepEqual(bundle?.document["components"], {
      schemas: {
        Order: { type: "object", properties: { line: { $ref: "#/components/schemas/Line" } } },
        Line: { type: "string" },
      },
    });
  });

  it("keeps a cycle between files as references", () => {
    const { bundle } = load({
      "v1.yaml": `${HEAD}components: { schemas: { A: { $ref: "node.yaml" } } }`,
      "node.yaml":
        "type: object\nproperties: { next: { $ref: 'node.yaml' }, home: { $ref: 'v1.yaml#/components/schemas/A' } }",
    });
    const node = valueAt(bundle?.document ?? {}, "/components/schemas/node/properties");
    assert.deepEqual(node, {
      next: { $ref: "#/components/schemas/node" },
      home: { $ref: "#/components/schemas/A" },
    });
  });

  it("gives two components of the same name different names", () => {
    const { bundle } = load({
      "v1.yaml": `${HEAD}components: { schemas: { A: { $ref: "x.yaml#/$defs/A" }, B: { $ref: "y.yaml#/$defs/A" } } }`,
      "x.yaml": "$defs: { A: { type: string } }",
      "y.yaml": "$defs: { A: { type: number } }",
    });
    assert.deepEqual(Object.keys(valueAt(bundle?.document ?? {}, "/components/schemas") ?? {}), [
      "A",
      "B",
      "x.A",
      "y.A",
    ]);
  });

  it("puts path items in place, so that operations stand below paths", () => {
    const { bundle, findings } = load({
      "v1.yaml": `${HEAD}paths: { /a: { $ref: "a.yaml" } }`,
      "a.yaml": "get: { operationId: readA, parameters: [{ $ref: '#/x-p/P' }] }\nx-p: { P: { name: p, in: query } }",
    });
    assert.deepEqual(findings, []);
    assert.equal(valueAt(bundle?.document ?? {}, "/paths/~1a/get/operationId"), "readA");
  });

  for (const reference of ["#", "#/paths", "#/paths/~1a", "v1.yaml"]) {
    it(`keeps a tree when a path item refers to ${reference}, which contains it`, () => {
      const { bundle } = load({ "v1.yaml": `${HEAD}paths: { /a: { $ref: "${reference}" } }` });
      assert.match(bundle?.digest ?? "", /^[0-9a-f]{64}$/);
    });
  }

  it("rewrites references that name their own file", () => {
    const { bundle } = load({
      "v1.yaml": `${HEAD}components: { schemas: { A: { $ref: "v1.yaml#/components/schemas/B" }, B: { items: { $ref: "" } } } }`,
    });
    assert.deepEqual(valueAt(bundle?.document ?? {}, "/components/schemas"), {
      A: { $ref: "#/components/schemas/B" },
      B: { items: { $ref: "#" } },
    });
  });

  it("leaves what looks like a reference inside an example alone", () => {
    const { findings } = load({
      "v1.yaml": `${HEAD}components: { schemas: { A: { example: { $ref: "http://example.com/x" } } } }`,
    });
    assert.deepEqual(findings, []);
  });

  it("knows the place of every pointer, also of what came from another file", () => {
    const { bundle } = load({
      "v1.yaml": `${HEAD}components:\n  schemas:\n    A: { $ref: "x.yaml#/$defs/B" }`,
      "x.yaml": "$defs:\n  B:\n    type: string\n    maxLength: 3",
    });
    assert.deepEqual(bundle?.positions.of("/components/schemas/B/maxLength"), { file: "x.yaml", line: 4, column: 5 });
    assert.deepEqual(bundle?.positions.of("/components/schemas/A"), { file: "v1.yaml", line: 5, column: 5 });
    assert.deepEqual(bundle?.positions.of("/info/missing"), { file: "v1.yaml", line: 2, column: 1 });
  });

  it("gives the same digest for another layout and another order of keys", () => {
    const one = load({ "v1.yaml": `${HEAD}paths: {}` });
    const other = load({ "v1.json": '{"paths":{},\n"info":{"version":"1.0.0","title":"T"},"openapi":"3.1.0"}' });
    assert.equal(one.bundle?.digest, other.bundle?.digest);
  });

  for (const [reference, code] of [
    ["http://127.0.0.1:1/x", "EXTERNAL_REF"],
    ["HTTPS://example.com/x", "EXTERNAL_REF"],
    ["file:///etc/hostname", "EXTERNAL_REF"],
    ["data:application/json,{}", "EXTERNAL_REF"],
    ["//example.com/x", "EXTERNAL_REF"],
    ["%68ttp://example.com/x", "EXTERNAL_REF"],
    ["/etc/hostname", "REF_OUTSIDE_BUNDLE"],
    ["../../etc/hostname", "REF_OUTSIDE_BUNDLE"],
    ["a/../../../x.yaml", "REF_OUTSIDE_BUNDLE"],
    ["..%2f..%2fetc/hostname", "REF_OUTSIDE_BUNDLE"],
    ["..\\\\..\\\\etc", "REF_OUTSIDE_BUNDLE"],
    ["missing.yaml", "REF_FILE_MISSING"],
    ["#/components/schemas/None", "REF_UNRESOLVED"],
    ["#anchor", "REF_UNRESOLVED"],
    ["%zz", "REF_UNRESOLVED"],
  ] as const) {
    it(`refuses the reference ${reference} as ${code}`, () => {
      const text = `${HEAD}components:\n  schemas:\n    A: { $ref: "${reference}" }`;
      const loaded = load({ "api/v1.yaml": text });
      assert.equal(loaded.bundle, undefined);
      assert.deepEqual(codes(loaded), [code]);
      assert.equal(loaded.findings[0]?.line, 5);
      assert.equal(loaded.findings[0]?.pointer, "/components/schemas/A");
    });
  }

  it("stops at nesting beyond the limit, flow and block", () => {
    assert.deepEqual(codes(load({ "v1.yaml": `a: ${"[".repeat(2_000)}` })), ["YAML_DEPTH_EXCEEDED"]);
    assert.deepEqual(codes(load({ "v1.yaml": "- ".repeat(2_000) })), ["YAML_DEPTH_EXCEEDED"]);
    assert.deepEqual(codes(load({ "v1.json": `${'{"a":'.repeat(150)}1${"}".repeat(150)}` })), ["YAML_DEPTH_EXCEEDED"]);
  });

  it("reads nesting up to the limit", () => {
    const nested = `${"[".repeat(90)}1${"]".repeat(90)}`;
    assert.deepEqual(codes(load({ "v1.yaml": `${HEAD}x-deep: ${nested}` })), []);
  });

  it("refuses an alias bomb without writing it out", () => {
    const lines = ["a0: &a0 [x, x, x, x, x, x, x, x, x, x]"];
    for (let level = 1; level < 10; level += 1) {
      lines.push(`a${level}: &a${level} [${Array.from({ length: 10 }, () => `*a${level - 1}`).join(", ")}]`);
    }
    assert.deepEqual(codes(load({ "v1.yaml": `${HEAD}${lines.join("\n")}` })), ["YAML_ALIASES_EXCEEDED"]);
  });

  it("refuses an alias that contains itself, and one without an anchor", () => {
    assert.deepEqual(codes(load({ "v1.yaml": `${HEAD}x-a: &a [*a]` })), ["YAML_INVALID"]);
    assert.deepEqual(codes(load({ "v1.yaml": `${HEAD}x-a: *b` })), ["YAML_INVALID"]);
  });

  it("refuses duplicate keys, also when one is a number, and __proto__", () => {
    assert.deepEqual(codes(load({ "v1.yaml": `${HEAD}x-a: { 200: 1, "200": 2 }` })), ["YAML_DUPLICATE_KEY"]);
    assert.deepEqual(codes(load({ "v1.json": '{"openapi":"3.1.0","__proto__":{"x":1}}' })), ["FORBIDDEN_KEY"]);
    assert.equal(({} as { x?: number }).x, undefined);
  });

  it("refuses numbers JSON does not have and warns of those a double changes", () => {
    assert.deepEqual(codes(load({ "v1.yaml": `${HEAD}x-a: 1e400` })), ["NUMBER_NOT_EXACT"]);
    const loaded = load({ "v1.yaml": `${HEAD}x-a: 9007199254740993` });
    assert.deepEqual(
      loaded.findings.map(({ severity }) => severity),
      ["WARN"],
    );
    assert.notEqual(loaded.bundle, undefined);
  });

  it("refuses more bytes or files than the limit before parsing", () => {
    const loaded = load({ "v1.yaml": "[".repeat(2_000) }, { ...defaultBundleLimits, bytesMax: 1_000 });
    assert.deepEqual(codes(loaded), ["BUNDLE_TOO_LARGE"]);
  });

  it("refuses Swagger 2.0, an empty file, two documents, broken YAML and a missing entry", () => {
    assert.deepEqual(codes(load({ "v1.yaml": 'swagger: "2.0"' })), ["CONTRACT_FORMAT_UNKNOWN"]);
    assert.deepEqual(codes(load({ "v1.yaml": "" })), ["CONTRACT_FORMAT_UNKNOWN"]);
    assert.deepEqual(codes(load({ "v1.yaml": `${HEAD}---\na: 1` })), ["YAML_INVALID"]);
    assert.deepEqual(codes(load({ "v1.yaml": "a: [1" })), ["YAML_INVALID"]);
    const loaded = loadContractBundle({ entry: "none.yaml", files: new Map() });
    assert.deepEqual(codes(loaded), ["REF_FILE_MISSING"]);
  });

  it("closes a long list of findings with their number", () => {
    const bad = Array.from({ length: 300 }, (_, index) => `    S${index}: { $ref: "#/none" }`).join("\n");
    const loaded = load({ "v1.yaml": `${HEAD}components:\n  schemas:\n${bad}` });
    assert.equal(loaded.findings.length, defaultBundleLimits.findingsMax + 1);
    assert.equal(loaded.findings.at(-1)?.code, "FINDINGS_LEFT_OUT");
  });
});
