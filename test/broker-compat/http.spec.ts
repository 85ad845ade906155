import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import { callBroker, publish } from "./broker-api.js";
import { type BrokerStage, startBroker } from "./broker-stage.js";
import { pactText } from "./pact-files.js";

const FORWARDED = {
  "x-forwarded-for": "192.0.2.1",
  "x-forwarded-proto": "https",
  "x-forwarded-host": "pacts.example",
  "x-forwarded-prefix": "/context",
};

interface Resource {
  readonly _links: Readonly<Record<string, { readonly href: string; readonly templated?: boolean }>>;
}

describe("the registry's HTTP surface", () => {
  let stage: BrokerStage;

  before(async () => {
    stage = await startBroker();
    await publish(stage, { consumer: "c 1", number: "1+2", provider: "p/1", text: pactText("c 1", "p/1", ["/a"]) });
  });
  after(() => stage.close());

  it("answers HAL with absolute links, with and without the slash after the index", async () => {
    for (const path of ["", "/", "/?"]) {
      const answer = await callBroker(stage, `GET ${path}`);
      assert.equal(answer.status, 200, path);
      assert.equal(answer.headers.get("content-type"), "application/hal+json;charset=utf-8");
      const { _links } = answer.json<Resource>();
      assert.equal(_links["pb:environments"]?.href, `${stage.url}/environments`);
      assert.equal(_links["pb:pacticipant"]?.templated, true);
    }
  });

  it("keeps names with slashes and spaces in one segment of each link", async () => {
    const { _links } = (await callBroker(stage, "GET /pacts/provider/p%2F1/consumer/c%201/latest")).json<Resource>();
    for (const relation of ["self", "pb:provider", "pb:consumer-version"]) {
      const href = _links[relation]?.href ?? "";
      const answer = await callBroker(stage, `GET ${href.slice(stage.url.length)}`);
      assert.equal(answer.status, 200, href);
    }
  });

  it("says what is missing or wrong as Pact clients read it, or as a problem for who asks for one", async () => {
    const missing = await callBroker(stage, "GET /pacticipants/none");
    assert.equal(missing.status, 404);
    assert.match(missing.json<{ error: string }>().error, /none/);
    const wrong = await callBroker(stage, "POST /environments", { name: "a b" });
    assert.equal(wrong.status, 400);
    assert.deepEqual(Object.keys(wrong.json<{ errors: object }>().errors).toSorted(), ["name", "production"]);
    const noQuestion = await callBroker(stage, "GET /matrix");
    assert.deepEqual(noQuestion.json<object>(), { errors: ["Please provide at least one q[][pacticipant]."] });
    const problem = await callBroker(stage, "GET /pacticipants/none", undefined, {
      accept: "application/problem+json",
    });
    assert.match(problem.headers.get("content-type") ?? "", /^application\/problem\+json/);
    assert.equal(problem.json<{ code: string }>().code, "PACT_RESOURCE_NOT_FOUND");
  });

  it("asks for credentials, and takes neither two of them nor wrong ones", async () => {
    const none = await fetch(stage.url, { signal: AbortSignal.timeout(10_000) });
    assert.equal(none.status, 401);
    assert.match(none.headers.get("www-authenticate") ?? "", /^Basic /);
    const two = await callBroker(stage, "GET ", undefined, { "x-api-key": "ilk_x" });
    assert.equal(two.status, 401);
  });

  it("takes the address for links from no stranger's header", async () => {
    const { _links } = (await callBroker(stage, "GET ", undefined, FORWARDED)).json<Resource>();
    assert.equal(_links["self"]?.href, stage.url);
  });

  it("shows the verdict of can-i-deploy and refuses half a question", async () => {
    await callBroker(stage, "POST /environments", { name: "production", production: true });
    const query = "pacticipant=c%201&version=1%2B2&environment=production";
    const { summary } = (await callBroker(stage, `GET /can-i-deploy?${query}`)).json<{
      summary: { deployable: unknown };
    }>();
    assert.equal(summary.deployable, null);
    assert.equal((await callBroker(stage, "GET /can-i-deploy?pacticipant=c1&version=1")).status, 400);
  });

  it("publishes the old way, refuses other content and deletes", async () => {
    const path = "/pacts/provider/p2/consumer/c2/version/1";
    const pact = JSON.parse(pactText("c2", "p2", ["/a"])) as object;
    assert.equal((await callBroker(stage, `PUT ${path}`, pact)).status, 201);
    assert.equal((await callBroker(stage, `PUT ${path}`, pact)).status, 200);
    const other = JSON.parse(pactText("c2", "p2", ["/b"])) as object;
    assert.equal((await callBroker(stage, `PUT ${path}`, other)).status, 409);
    assert.equal((await callBroker(stage, `DELETE ${path}`)).status, 204);
    assert.equal((await callBroker(stage, `GET ${path}`)).status, 404);
  });
});

describe("the registry behind a declared proxy", () => {
  it("makes links with the host, protocol and prefix the proxy names", async () => {
    const stage = await startBroker({ INTERLOCK_TRUSTED_PROXIES: "127.0.0.1" });
    try {
      const { _links } = (await callBroker(stage, "GET ", undefined, FORWARDED)).json<Resource>();
      assert.equal(_links["self"]?.href, "https://pacts.example/context/pact-broker");
    } finally {
      await stage.close();
    }
  });
});
