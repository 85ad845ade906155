import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { after, before, beforeEach, describe, it } from "node:test";
import { InterlockError } from "../../src/kernel/problem.js";
import { gatewayProblems } from "../../src/gateway/public.js";
import { type Answer, call } from "../gateway/http-client.js";
import { NoteHandlers, startVersionedGateway } from "./versioned-gateway.js";

const line = (text: string, language = "und") => ({ text, language });
const created = JSON.stringify({ plantCode: "A", text: "Hello" });

describe("a version older than the handlers", () => {
  let gateway: Awaited<ReturnType<typeof startVersionedGateway>>;
  const create = (body: string, path = "/note/v1/notes"): Promise<Answer> =>
    call(gateway, `POST ${path}`, { body, headers: { "idempotency-key": "k" } });
  before(async () => {
    gateway = await startVersionedGateway();
  });
  after(() => gateway.close());
  beforeEach(() => {
    NoteHandlers.reply = () => ({ status: 200, body: { id: "N1", lines: [line("Hello")] }, headers: { ETag: '"7"' } });
  });

  it("is served through every step up and down again", async () => {
    const answer = await create(created);
    assert.deepEqual([answer.status, answer.body], [200, { id: "N1", text: "Hello" }]);
    assert.deepEqual(NoteHandlers.last?.body, { plantCode: "A", lines: [line("Hello")] });
    const second = await create(JSON.stringify({ plantCode: "A", lines: ["a", "b"] }), "/note/v2/notes");
    assert.equal(second.status, 200);
    assert.deepEqual(second.body, { id: "N1", lines: ["Hello"] });
    assert.deepEqual(NoteHandlers.last?.body, { plantCode: "A", lines: [line("a"), line("b")] });
  });

  it("keeps its own address, hash of the body, entity tag and usage", async () => {
    const answer = await create(created);
    const context = NoteHandlers.last?.context;
    assert.equal(context?.basePath, "/note/v1");
    assert.equal(context?.bodyHash, createHash("sha256").update(created).digest("hex"));
    assert.equal(answer.headers.get("etag"), '"7"');
    assert.equal(NoteHandlers.last?.rawBody, JSON.stringify({ plantCode: "A", lines: [line("Hello")] }));
    const used = gateway.usage.at(-1);
    assert.deepEqual(
      [used?.version, used?.operation, used?.requestBody, used?.answerText],
      ["v1", "POST /notes", { plantCode: "A", text: "Hello" }, JSON.stringify({ id: "N1", text: "Hello" })],
    );
  });

  it("validates by its own contract first, in its own words", async () => {
    const answer = await create(JSON.stringify({ plantCode: "A", lines: ["a"] }));
    assert.equal(answer.status, 422);
    const codes = (answer.body["errors"] as { code: string; pointer: string }[]).map(({ pointer }) => pointer);
    assert.deepEqual(codes.toSorted(), ["/lines", "/text"]);
  });

  it("takes its own defaults and renamed filters, not those of the newer contract", async () => {
    NoteHandlers.reply = () => ({ status: 200, body: { items: [] } });
    await call(gateway, "GET /note/v1/notes?q=ab");
    assert.deepEqual({ ...NoteHandlers.last?.query }, { search: "ab", limit: 10 });
    const unknown = await call(gateway, "GET /note/v1/notes?search=ab");
    assert.deepEqual([unknown.status, unknown.body["code"]], [400, "UNKNOWN_FIELD"]);
  });

  it("reaches an operation under its newer name", async () => {
    const answer = await call(gateway, "GET /note/v1/summary");
    assert.deepEqual([answer.status, answer.body], [200, { id: "N1", text: "Hello" }]);
  });

  it("passes an answer without a body on as it is", async () => {
    NoteHandlers.reply = () => ({ status: 304, headers: { ETag: '"7"' } });
    const answer = await call(gateway, "GET /note/v1/notes/N1");
    assert.deepEqual([answer.status, answer.headers.get("etag")], [304, '"7"']);
  });

  it("answers 409 with the newer address when it has no words for the answer, and leaves no header of it", async () => {
    NoteHandlers.reply = () => ({
      status: 200,
      body: { id: "N1", lines: [line("a"), line("b")] },
      headers: { ETag: '"7"' },
    });
    const answer = await call(gateway, "GET /note/v1/notes/N1");
    assert.deepEqual([answer.status, answer.body["code"]], [409, "NOT_REPRESENTABLE_IN_VERSION"]);
    assert.equal(answer.headers.get("link"), '</note/v3/notes/N1>; rel="successor-version"');
    assert.equal(answer.headers.get("etag"), null);
    assert.match(String(answer.body["detail"]), /^The note has 2 lines; v1 has one\. Use \/note\/v3\/notes\/N1\.$/);
    assert.equal((await call(gateway, "GET /note/v2/notes/N1")).status, 200);
  });

  it("names what a list leaves out, by the step that has no words for it", async () => {
    const items = [
      { id: "N1", lines: [line("a")] },
      { id: "N2", lines: [line("a"), line("b")] },
      { id: "N3", lines: [line("c", "de")] },
    ];
    NoteHandlers.reply = () => ({ status: 200, body: { items } });
    const { body } = await call(gateway, "GET /note/v1/notes");
    assert.deepEqual(body["items"], [{ id: "N1", text: "a" }]);
    assert.deepEqual(body["leftOut"], [
      { id: "N3", reason: "A line of the note is in de; v2 has no languages." },
      { id: "N2", reason: "The note has 2 lines; v1 has one." },
    ]);
  });

  it("leads the pointers of a handler's refusal back into the document that was sent", async () => {
    NoteHandlers.reply = () => {
      const finding = { code: "SCHEMA_VIOLATION", severity: "ERROR", message: "no", pointer: "/lines/0/text" } as const;
      throw new InterlockError(gatewayProblems.SCHEMA_VIOLATION, { errors: [finding] });
    };
    const answer = await create(created);
    assert.deepEqual((answer.body["errors"] as { pointer: string }[])[0]?.pointer, "/text");
  });

  it("checks the handler's answer against the newer contract before it is converted", async () => {
    NoteHandlers.reply = () => ({
      status: 200,
      body: { id: "N1", lines: [line("a")], secret: 1 },
      headers: { ETag: "x" },
    });
    const answer = await call(gateway, "GET /note/v1/notes/N1");
    assert.deepEqual([answer.status, answer.body["code"]], [500, "RESPONSE_CONTRACT_VIOLATION"]);
    const breach = gateway.log.findLast((entry) => entry["event"] === "http.response-contract-violation");
    const pointers = ((breach?.["findings"] ?? []) as { pointer: string }[]).map(({ pointer }) => pointer);
    assert.deepEqual(pointers.toSorted(), ["/body/secret", "/headers/ETag"]);
  });

  it("takes a converted request that breaks the newer contract for a fault of its own, and says where", async () => {
    const answer = await create(JSON.stringify({ plantCode: "A", text: "longer than version 3 allows" }));
    assert.deepEqual([answer.status, answer.body["code"]], [500, "INTERNAL"]);
    const logged = JSON.stringify(gateway.log.findLast((entry) => entry["event"] === "http.error"));
    assert.match(logged, /breaks note\/v3 createNote: SCHEMA_VIOLATION at \/lines\/0\/text/);
  });
});
