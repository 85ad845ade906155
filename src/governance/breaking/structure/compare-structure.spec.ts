import assert from "node:assert/strict";
import { describe, it } from "node:test";
import type { FactUse, SchemaUse } from "../comparison-session.js";
import type { ContractFormat } from "../contract-document.js";
import type { Fact } from "../fact.js";
import { loadBreakingRules } from "../load-rules.js";
import { compareStructure } from "./compare-structure.js";
import { exampleMessage, examplePaths } from "./example-contract.js";

const rules = await loadBreakingRules(new URL("../../../../governance-rules/breaking/", import.meta.url));

interface Seen {
  readonly facts: { readonly fact: Fact; readonly use: FactUse }[];
  readonly schemas: SchemaUse[];
}

function walk(base: unknown, revision: unknown, format: ContractFormat = "openapi-3.1"): Seen {
  const seen: Seen = { facts: [], schemas: [] };
  compareStructure(rules)({
    base: { format, root: base },
    revision: { format, root: revision },
    today: "2026-11-23",
    compareSchemas: (use) => seen.schemas.push(use),
    report: (fact, use) => seen.facts.push({ fact, use }),
  });
  return seen;
}

const content = { "application/json": { schema: { type: "object" } } };

describe("compareStructure", () => {
  it("looks at request bodies as received and at response bodies as sent", () => {
    const contract = examplePaths({
      "/orders": { post: { requestBody: { content }, responses: { "200": { description: "Done", content } } } },
    });
    const views = walk(contract, contract).schemas.map(({ location, view }) => `${location} ${view}`);
    assert.deepEqual(views, ["req-body request", "res-body response"]);
  });

  it("takes a header whose name starts with x- for a header and not for an extension", () => {
    const contract = (headers: object): unknown =>
      examplePaths({ "/orders": { get: { responses: { "200": { description: "Done", headers }, "x-note": {} } } } });
    const { facts } = walk(contract({ "x-request-id": { schema: {} } }), contract({}));
    assert.deepEqual(
      facts.map(({ fact }) => `${fact.rule} ${fact.subjects?.join(" ")}`),
      ["res-header.removed x-request-id"],
    );
  });

  it("turns the view around in callbacks and webhooks", () => {
    const pathItem = { post: { requestBody: { content }, responses: { "200": { description: "Done", content } } } };
    const contract = examplePaths(
      { "/orders": { post: { callbacks: { done: { "{$request.query.url}": pathItem } } } } },
      { webhooks: { released: pathItem } },
    );
    const seen = walk(contract, contract).schemas.map(({ view, user }) => `${view} ${user}`);
    assert.deepEqual(seen, [
      "response POST /orders callback done POST {$request.query.url}",
      "request POST /orders callback done POST {$request.query.url}",
      "response webhook released POST",
      "request webhook released POST",
    ]);
  });

  it("ends where a callback leads back to its own path", () => {
    const contract = examplePaths({
      "/orders": { post: { callbacks: { again: { "{$url}": { $ref: "#/paths/~1orders" } } } } },
    });
    assert.deepEqual(walk(contract, contract).facts, []);
  });

  it("gives a fact about a shared parameter the component's place, for each operation that uses it", () => {
    const shared = (required: boolean): unknown => {
      const parameters = [{ $ref: "#/components/parameters/Plant" }];
      return examplePaths(
        { "/lots": { parameters, get: {} }, "/orders": { get: { parameters } } },
        { components: { parameters: { Plant: { in: "query", name: "plant", required, schema: {} } } } },
      );
    };
    const { facts } = walk(shared(false), shared(true));
    assert.deepEqual(
      facts.map(({ fact, use }) => `${fact.rule} ${fact.base.pointer} ${use.user}`),
      [
        "param.became-required /components/parameters/Plant/required GET /lots",
        "param.became-required /components/parameters/Plant/required GET /orders",
      ],
    );
  });

  it("compares a response that moved under a range with the range", () => {
    const responses = (status: string): unknown =>
      examplePaths({ "/orders": { get: { responses: { [status]: { description: "Done", content } } } } });
    const { schemas } = walk(responses("200"), responses("2XX"));
    assert.deepEqual(
      schemas.map(({ revisionPointer }) => revisionPointer),
      ["/paths/~1orders/get/responses/2XX/content/application~1json/schema"],
    );
  });

  it("looks at messages from the side of the owner's action", () => {
    const contract = (action: string): unknown =>
      exampleMessage(
        { payload: { type: "object" }, headers: { type: "object" } },
        { operations: { order: { action, channel: { $ref: "#/channels/orders" } } } },
      );
    const views = (action: string): string[] =>
      walk(contract(action), contract(action), "asyncapi-3").schemas.map(({ location, view }) => `${location} ${view}`);
    assert.deepEqual(views("receive"), ["msg-headers request", "msg-payload request"]);
    assert.deepEqual(views("send"), ["msg-headers response", "msg-payload response"]);
  });

  it("looks at a message nobody claims from both sides", () => {
    const contract = exampleMessage({ payload: { type: "object" } }, { operations: {} });
    const views = walk(contract, contract, "asyncapi-3").schemas.map(({ view }) => view);
    assert.deepEqual(views, ["request", "response"]);
  });

  it("does not take the messages of a removed operation for new ones", () => {
    const { facts } = walk(exampleMessage({}), exampleMessage({}, { operations: {} }), "asyncapi-3");
    assert.deepEqual(
      facts.map(({ fact }) => fact.rule),
      ["operation.removed"],
    );
  });

  it("reports a reference that leads nowhere on both sides once", () => {
    const contract = examplePaths({ "/orders": { get: { responses: { "200": { $ref: "#/none" } } } } });
    const place = "/paths/~1orders/get/responses/200";
    const { facts } = walk(contract, contract);
    assert.deepEqual(
      facts.map(({ fact }) => [fact.rule, fact.kind, fact.base.pointer, fact.revision.pointer]),
      [["reference.unresolved", "undecided", place, place]],
    );
  });

  it("reads AsyncAPI 2 from the owner's side: what clients publish, the owner receives", () => {
    const contract = {
      asyncapi: "2.6.0",
      info: { title: "Orders", version: "0.1.0" },
      channels: { orders: { publish: { message: { payload: { type: "object" } } } } },
    };
    const { schemas } = walk(contract, contract, "asyncapi-2");
    assert.deepEqual(
      schemas.map(({ view, user, basePointer }) => `${view} ${user} ${basePointer}`),
      ["request receive orders /channels/orders/publish/message/payload"],
    );
  });

  it("takes what a message does not say from its traits", () => {
    const message = (contentType: string): unknown => exampleMessage({ traits: [{ contentType }] });
    const { facts } = walk(message("application/json"), message("application/xml"), "asyncapi-3");
    assert.deepEqual(
      facts.map(({ fact }) => fact.rule),
      ["message.content-type-changed"],
    );
  });

  it("finds announcements deep inside schemas that point at themselves", () => {
    const contract = (extra: object): unknown => {
      const Order = {
        properties: { parent: { $ref: "#/components/schemas/Order" }, note: { type: "string", ...extra } },
      };
      const body = { "application/json": { schema: { $ref: "#/components/schemas/Order" } } };
      return examplePaths(
        { "/orders": { post: { requestBody: { content: body } } } },
        { components: { schemas: { Order } } },
      );
    };
    const { facts } = walk(contract({}), contract({ deprecated: true }));
    assert.deepEqual(
      facts.map(({ fact, use }) => `${fact.rule} ${fact.revision.pointer} ${use.user}`),
      ["deprecated-without-sunset /components/schemas/Order/properties/note/deprecated POST /orders"],
    );
  });

  it("says the same whatever order members are written in", () => {
    const forwards = examplePaths({ "/a": { get: {}, put: {} }, "/b": { get: {} }, "/c": { get: {} } });
    const backwards = examplePaths({ "/c": { get: {} }, "/b": { get: {} }, "/a": { put: {}, get: {} } });
    const empty = examplePaths({});
    assert.equal(JSON.stringify(walk(forwards, empty)), JSON.stringify(walk(backwards, empty)));
  });
});
