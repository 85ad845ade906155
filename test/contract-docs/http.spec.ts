import assert from "node:assert/strict";
import { readdirSync } from "node:fs";
import { join } from "node:path";
import { after, before, describe, it } from "node:test";
import { projectRoot } from "../../src/config/project-root.js";
import { PAGE_POLICY } from "../../src/contract-docs/page-policy.js";
import { securityHeaders } from "../../src/platform/http/public.js";
import { type TestGateway, startTestGateway } from "../support/gateway/test-gateway.js";

const PAGES = ["", "/production-order/v1", "/production-order/v1/events", "/contract/v1/events"];
const FILES = ["reference.js", "reference.css", "swagger-ui-bundle.js", "swagger-ui.css", "favicon-32x32.png"];

/** Every `$ref` of a document. */
function referencesOf(value: unknown): readonly string[] {
  if (typeof value !== "object" || value === null) return [];
  return Object.entries(value).flatMap(([name, member]: [string, unknown]) =>
    name === "$ref" && typeof member === "string" ? [member] : referencesOf(member),
  );
}

function target(document: unknown, reference: string): unknown {
  const tokens = decodeURIComponent(reference.slice(1)).split("/").slice(1);
  return tokens.reduce<unknown>((value, token) => {
    const name = token.replaceAll("~1", "/").replaceAll("~0", "~");
    return (value as Readonly<Record<string, unknown>> | undefined)?.[name];
  }, document);
}

/** Addresses of the contracts that the product brings, below those of the pages. */
const CONTRACTS = ["openapi", "asyncapi"].flatMap((kind) =>
  readdirSync(join(projectRoot, "contracts", kind), { recursive: true, encoding: "utf8" })
    .filter((file) => file.endsWith(".yaml"))
    .map((file) => `${file.replaceAll("\\", "/").slice(0, -".yaml".length)}/${kind}.json`),
);

describe("the reference pages", () => {
  let gateway: TestGateway;
  const get = (path: string): Promise<Response> => fetch(`${gateway.url}/platform/v1/docs${path}`);
  before(async () => {
    gateway = await startTestGateway({ role: "gateway" });
  });
  after(() => gateway.close());

  for (const page of PAGES) {
    it(`are read without a token, under a policy of their own beside all other headers: /docs${page}`, async () => {
      const answer = await get(page);
      assert.equal(answer.status, 200);
      assert.equal(answer.headers.get("content-type"), "text/html; charset=utf-8");
      const expected = { ...securityHeaders(false), "content-security-policy": PAGE_POLICY };
      for (const [header, value] of Object.entries(expected)) assert.equal(answer.headers.get(header), value, header);
      assert.match(await answer.text(), /^<!doctype html>/);
    });
  }

  it("list every contract in force with links that lead somewhere", async () => {
    const page = await (await get("")).text();
    const links = [...page.matchAll(/href="([^"]+)"/g)].map(([, link]) => link ?? "");
    for (const document of CONTRACTS) assert.ok(links.includes(`/platform/v1/docs/${document}`), document);
    for (const link of links) assert.equal((await fetch(gateway.url + link)).status, 200, link);
    assert.equal(page.match(/>(?:promoted|deprecated)</g)?.length, CONTRACTS.length);
  });

  for (const document of ["production-order/v1/openapi.json", "production-order/v1/asyncapi.json"]) {
    it(`give the contract in one piece: every reference of ${document} leads to a place in it`, async () => {
      const answer = await get(`/${document}`);
      assert.equal(answer.status, 200);
      assert.match(answer.headers.get("content-type") ?? "", /^application\/json/);
      assert.equal(answer.headers.get("content-security-policy"), securityHeaders(false)["content-security-policy"]);
      const body: unknown = await answer.json();
      const references = referencesOf(body);
      assert.ok(references.length > 50);
      for (const reference of references) {
        assert.ok(reference.startsWith("#/"), reference);
        assert.notEqual(target(body, reference), undefined, reference);
      }
    });
  }

  for (const file of FILES) {
    it(`bring ${file} from this server`, async () => {
      const answer = await get(`/_files/${file}`);
      assert.equal(answer.status, 200);
      assert.match(answer.headers.get("content-type") ?? "", /^(text\/(javascript|css); charset=utf-8|image\/png)$/);
      assert.ok((await answer.arrayBuffer()).byteLength > 100);
    });
  }

  const UNKNOWN: Readonly<Record<string, string>> = {
    "/production-order/v9": "CONTRACT_VERSION_NOT_FOUND",
    "/contract/v1": "CONTRACT_VERSION_NOT_FOUND",
    "/nothing/v1/openapi.json": "CONTRACT_VERSION_NOT_FOUND",
    "/__proto__/v1/events": "CONTRACT_VERSION_NOT_FOUND",
    "/_files/package.json": "ROUTE_UNKNOWN",
    "/_files/..%2fpackage.json": "ROUTE_UNKNOWN",
    "/_files/constructor": "ROUTE_UNKNOWN",
    "/production-order": "ROUTE_UNKNOWN",
  };
  for (const [path, code] of Object.entries(UNKNOWN)) {
    it(`answer 404 ${code} for ${path}, under the policy of data`, async () => {
      const answer = await get(path);
      assert.deepEqual([answer.status, ((await answer.json()) as { code: string }).code], [404, code]);
      assert.equal(answer.headers.get("content-security-policy"), securityHeaders(false)["content-security-policy"]);
    });
  }

  it("stand while the database is away", async () => {
    await gateway.link.cut();
    try {
      for (const path of [...PAGES, "/production-order/v1/openapi.json"])
        assert.equal((await get(path)).status, 200, path);
    } finally {
      await gateway.link.mend();
    }
  });
});

describe("closed reference pages", () => {
  let gateway: TestGateway;
  before(async () => {
    gateway = await startTestGateway({ role: "gateway", settings: { INTERLOCK_CONTRACT_DOCS: "off" } });
  });
  after(() => gateway.close());

  it("answer like addresses that never were", async () => {
    const answerTo = async (path: string): Promise<unknown> => {
      const { status, body } = await gateway.client.send(`GET ${path}`);
      const { code, detail, title } = body;
      return { status, code, detail, title };
    };
    const unknown = await answerTo("/platform/v1/nothing");
    const paths = [...PAGES, "/production-order/v1/openapi.json", "/_files/swagger-ui.css"];
    for (const path of paths) assert.deepEqual(await answerTo(`/platform/v1/docs${path}`), unknown, path);
  });
});
