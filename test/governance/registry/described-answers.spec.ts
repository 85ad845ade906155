import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import { Ajv } from "ajv";
import addFormats from "ajv-formats";
import { type RegistryStage, startRegistryStage, submissionOf } from "./registry-stage.js";
import { standInEvidence } from "./stand-in-evidence.js";

type Schema = Readonly<Record<string, unknown>>;

interface Description {
  readonly paths: Readonly<
    Record<string, Readonly<Record<string, { readonly responses: Readonly<Record<string, Answered>> }>>>
  >;
}
interface Answered {
  readonly content?: { readonly "application/json"?: { readonly schema: Schema } };
}

/** The description with nothing left open: a member that is answered and not described is a fault as well. */
function closed(schema: unknown): unknown {
  if (Array.isArray(schema)) return schema.map(closed);
  if (typeof schema !== "object" || schema === null) return schema;
  const copy = Object.fromEntries(Object.entries(schema).map(([name, member]) => [name, closed(member)]));
  return "properties" in copy && !("additionalProperties" in copy) ? { ...copy, additionalProperties: false } : copy;
}

describe("the answers of the contract routes", () => {
  const ajv = new Ajv({ allErrors: true, strict: false });
  addFormats.default(ajv);
  let stage: RegistryStage;
  let description: Description;

  before(async () => {
    stage = await startRegistryStage({ evidence: standInEvidence() });
    description = (await (await fetch(`${stage.urls[0] ?? ""}/platform/v1/openapi.json`)).json()) as Description;
  });
  after(() => stage.close());

  async function answers(method: string, path: string, target: string, as: "architect" | "owner", body?: unknown) {
    const schema = description.paths[path]?.[method]?.responses["200"]?.content?.["application/json"]?.schema;
    assert.ok(schema, `${method} ${path} has no described answer`);
    const answer = await stage.send(`${method.toUpperCase()} ${target}`, as, body);
    assert.equal(answer.status, 200, JSON.stringify(answer.body));
    assert.ok(ajv.validate(closed(schema) as Schema, answer.body), `${target}: ${ajv.errorsText()}`);
    return answer.body;
  }

  it("have exactly the members that the management API describes", async () => {
    const root = "/platform/v1/contracts";
    const submission = submissionOf("v1", (document) => {
      document["info"] = { ...document["info"], version: "1.5.0" };
    });
    const made = await answers("post", root, root, "architect", submission);
    const { digest } = made["version"] as { digest: string };
    await answers("get", root, root, "architect");
    await answers("get", `${root}/{digest}/bundle`, `${root}/${digest}/bundle`, "owner");
    await answers("get", `${root}/{digest}/usage`, `${root}/${digest}/usage?operation=POST%20%2Forders`, "owner");
    const status = await answers("post", `${root}/{digest}:submit`, `${root}/${digest}:submit`, "architect", {});
    const { evidenceHash } = status["evaluation"] as { evidenceHash: string };
    const approval = { evidenceHash, reason: "read and found good" };
    await answers("post", `${root}/{digest}:approve`, `${root}/${digest}:approve`, "owner", approval);
    await answers("get", `${root}/{digest}`, `${root}/${digest}`, "owner");
    await answers("post", `${root}/{digest}:promote`, `${root}/${digest}:promote`, "owner", { reason: "test" });
    await answers("get", "/platform/v1/promotions", "/platform/v1/promotions", "owner");
    const back = "/platform/v1/promotions:rollback";
    await answers("post", back, back, "owner", { reason: "test" });
  });

  it("refuse bodies and queries that are not as described, naming each member", async () => {
    const refused = await stage.send("POST /platform/v1/contracts", "architect", { entry: 1, more: true });
    const pointers = (refused.body["errors"] as readonly { pointer: string }[]).map(({ pointer }) => pointer);
    assert.deepEqual(
      [refused.status, refused.body["code"], pointers],
      [422, "CONTRACT_REQUEST_INVALID", ["/entry", "/files", "/more"]],
    );
    const query = await stage.send("GET /platform/v1/contracts?stat=draft", "architect");
    assert.deepEqual([query.status, query.body["code"]], [422, "CONTRACT_REQUEST_INVALID"]);
    const unknown = await stage.send("GET /platform/v1/contracts/abcdefab", "architect");
    assert.deepEqual([unknown.status, unknown.body["code"]], [404, "CONTRACT_VERSION_NOT_FOUND"]);
  });
});
