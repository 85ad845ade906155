import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { CommandError, EXIT_CODE } from "../exit-code.js";
import { compareInThread } from "./compare-in-thread.js";

const text = (version: string): string => `{ "openapi": "3.1.0", "info": { "title": "T", "version": "${version}" } }`;
const side = (version: string) => {
  return { name: version, source: { entry: "v1.yaml", files: new Map([["v1.yaml", text(version)]]) } };
};
const task = { base: side("1.0.0"), revision: side("1.1.0"), profile: "strict", today: "2026-11-23" };

describe("compareInThread", () => {
  it("gives the comparison and both sides back", async () => {
    const { base, revision, comparison } = await compareInThread(task);
    assert.equal(comparison?.verdict, "compatible");
    assert.deepEqual([base.subject.role, revision.subject.name], ["base", "1.1.0"]);
  });

  it("gives up what takes too long, as something that was not judged", async () => {
    await assert.rejects(compareInThread(task, 1), (error: unknown) => {
      assert.ok(error instanceof CommandError);
      assert.equal(error.exitCode, EXIT_CODE.environment);
      assert.match(error.message, /was given up, as it took longer than 0\.001 seconds; nothing was judged/);
      return true;
    });
  });
});
