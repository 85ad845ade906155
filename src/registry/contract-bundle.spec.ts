import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { InterlockError } from "../kernel/problem.js";
import { ContractBundleError, type ContractFile, bundleContract, openBundle } from "./contract-bundle.js";
import { parseSubmission } from "./parse-submission.js";

const line = { kind: "openapi", name: "thing", major: "v1" } as const;
const entry = "openapi/thing/v1.yaml";

function bundle(files: Readonly<Record<string, ContractFile>>) {
  return bundleContract(line, (file) => {
    const document = files[file];
    if (document === undefined) throw new ContractBundleError(`${file} is missing`);
    return document;
  });
}

const refuses = async (files: Readonly<Record<string, string>>, message: RegExp, name = entry): Promise<void> =>
  await assert.rejects(parseSubmission({ entry: name, files }), (error) => {
    assert.ok(error instanceof InterlockError, String(error));
    assert.equal(error.code, "CONTRACT_BUNDLE_INVALID");
    assert.match(error.message, message);
    return true;
  });

describe("bundleContract", () => {
  it("takes along every file that is referred to, and no other", () => {
    const { files } = bundle({
      [entry]: { a: { $ref: "../../schemas/a.yaml#/x" } },
      "schemas/a.yaml": { x: { $ref: "b.yaml" } },
      "schemas/b.yaml": { y: { $ref: "a.yaml#/x" } },
      "schemas/c.yaml": {},
    });
    assert.deepEqual([...files.keys()].toSorted(), [entry, "schemas/a.yaml", "schemas/b.yaml"]);
  });

  it("gives one digest to one content, whatever the order of its members", () => {
    const one = bundle({ [entry]: { a: 1, b: { c: 2, d: 3 } } });
    const two = bundle({ [entry]: { b: { d: 3, c: 2 }, a: 1 } });
    assert.equal(one.digest, two.digest);
    assert.notEqual(one.digest, bundle({ [entry]: { a: 1, b: { c: 2, d: 4 } } }).digest);
    assert.deepEqual(openBundle(one.text, one.digest).files.get(entry), { a: 1, b: { c: 2, d: 3 } });
  });

  it("refuses references that leave the bundle", () => {
    for (const reference of [
      "https://example.invalid/a.yaml",
      "../../../etc/passwd",
      "/etc/passwd",
      "file:///etc/passwd",
    ])
      assert.throws(() => bundle({ [entry]: { a: { $ref: reference } } }), /outside the bundle/, reference);
  });

  it("refuses a stored text that was changed", () => {
    const { text, digest } = bundle({ [entry]: { a: 1 } });
    assert.throws(() => openBundle(text.replace("1", "2"), digest), ContractBundleError);
  });
});

describe("parseSubmission", () => {
  it("gives the digest of the same files read elsewhere", async () => {
    const { digest } = await parseSubmission({ entry, files: { [entry]: "# a comment\nb: 2\na: 1\n" } });
    assert.equal(digest, bundle({ [entry]: { a: 1, b: 2 } }).digest);
  });

  it("names the file and the fault of what it cannot read", async () => {
    await refuses({ [entry]: "a: [1" }, /openapi\/thing\/v1\.yaml: /);
    await refuses({ [entry]: "a: 1\na: 2\n" }, /unique/);
    await refuses({ [entry]: "- 1\n" }, /no YAML object/);
    await refuses({ [entry]: "a: { $ref: b.yaml }" }, /openapi\/thing\/b\.yaml is referred to and missing/);
    await refuses({ [entry]: "a: 1" }, /entry is things\.yaml/, "things.yaml");
    await refuses({ [entry]: "a: 1" }, /entry is openapi\/\.\.\/v1\.yaml/, "openapi/../v1.yaml");
  });

  it("ends files that are made to be slow or large", async () => {
    await refuses({ [entry]: `a: ${"[".repeat(5000)}${"]".repeat(5000)}` }, /./);
    const levels = ["a0: &a0 [x, x, x, x, x, x, x, x, x, x]"];
    for (let level = 1; level < 12; level++)
      levels.push(`a${level}: &a${level} [${Array.from({ length: 10 }, () => `*a${level - 1}`).join(", ")}]`);
    await refuses({ [entry]: levels.join("\n") }, /alias/i);
  });
});
