import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import { callBroker, publish, report } from "./broker-api.js";
import { type BrokerStage, startBroker } from "./broker-stage.js";
import { pactText } from "./pact-files.js";
import { WebhookReceiver } from "./webhook-receiver.js";

const HTML = { accept: "text/html,application/xhtml+xml;q=0.9,*/*;q=0.8" };

interface DashboardResource {
  readonly items: readonly {
    readonly consumer: { readonly name: string; readonly version: { readonly number: string } };
    readonly provider: { readonly name: string; readonly version: { readonly number: string } | null };
    readonly latestVerificationResult: {
      readonly success: boolean;
      readonly _links: { self: { href: string } };
    } | null;
    readonly verificationStatus: string;
    readonly webhookStatus: string;
  }[];
}

describe("the dashboard of the registry", () => {
  const receiver = new WebhookReceiver();
  let stage: BrokerStage;

  before(async () => {
    const target = await receiver.listen();
    stage = await startBroker({ INTERLOCK_WEBHOOK_HOSTS: "127.0.0.1" });
    const pact = (consumer: string, number: string, path: string, branch = "main") =>
      publish(stage, { consumer, number, provider: "orders", text: pactText(consumer, "orders", [path]), branch });
    await pact("changed", "1", "/a");
    await report(stage, ["orders", "changed", "1"], "9", true);
    await pact("changed", "2", "/b");
    await pact("failing", "1", "/a");
    await report(stage, ["orders", "failing", "1"], "9", false);
    await pact("fine", "1", "/a");
    await report(stage, ["orders", "fine", "1"], "9", true);
    const webhook = {
      consumer: { name: "fine" },
      events: [{ name: "contract_published" }],
      request: { method: "POST", url: target },
    };
    assert.equal((await callBroker(stage, "POST /webhooks", webhook)).status, 201);
    await pact("fine", "2", "/a");
    await pact("new <b>&", "1", "/a", "feat/<i>");
  });
  after(async () => {
    await receiver.close();
    await stage.close();
  });

  const read = async (path: string): Promise<DashboardResource["items"]> => {
    const answer = await callBroker(stage, `GET ${path}`);
    assert.equal(answer.status, 200, answer.text);
    return answer.json<DashboardResource>().items;
  };

  it("shows the newest pact of each pair with its result and its webhooks", async () => {
    const items = await read("/dashboard");
    assert.deepEqual(
      items.map(({ consumer, provider, verificationStatus, webhookStatus }) => [
        `${consumer.name} ${consumer.version.number}`,
        provider.version?.number ?? null,
        verificationStatus,
        webhookStatus,
      ]),
      [
        ["changed 2", null, "stale", "none"],
        ["failing 1", "9", "failed", "none"],
        ["fine 2", "9", "success", "not_run"],
        ["new <b>& 1", null, "never", "none"],
      ],
    );
    const { _links: links } = items[1]?.latestVerificationResult ?? {};
    const href = links?.self.href ?? "";
    const result = await callBroker(stage, `GET ${href.slice(stage.url.length)}`);
    assert.equal(result.json<{ success: boolean }>().success, false);
  });

  it("shows the versions of one pair, the newest first", async () => {
    const items = await read("/dashboard/provider/orders/consumer/changed");
    assert.deepEqual(
      items.map(({ consumer, verificationStatus }) => [consumer.version.number, verificationStatus]),
      [
        ["2", "stale"],
        ["1", "success"],
      ],
    );
    assert.equal((await callBroker(stage, "GET /dashboard/provider/orders/consumer/nobody")).status, 404);
  });

  it("is a page for browsers, which runs nothing and shows names as they are", async () => {
    const page = await callBroker(stage, "GET /dashboard", undefined, HTML);
    assert.match(page.headers.get("content-type") ?? "", /^text\/html/);
    assert.match(page.headers.get("content-security-policy") ?? "", /^default-src 'none'; style-src 'sha256-/);
    assert.match(page.text, /<td><a href="[^"]*\/consumer\/new%20%3Cb%3E%26">new &lt;b&gt;&amp;<\/a><\/td>/);
    assert.match(page.text, /<small>feat\/&lt;i&gt;<\/small>/);
    assert.match(page.text, /<span class="bad">failed<\/span>/);
    const pair = await callBroker(stage, "GET /dashboard/provider/orders/consumer/changed", undefined, HTML);
    assert.match(pair.text, /<h1>changed and orders<\/h1>/);
    const changes = [...pair.text.matchAll(/href="([^"]+)">what changed/g)].map(([, href = ""]) => href);
    assert.equal(changes.length, 1, "the first version changed nothing");
    const change = await callBroker(stage, `GET ${changes[0]?.slice(stage.url.length)}`);
    assert.match(change.text, /from version 1 to version 2/);
  });

  it("is what a browser is led to from the address of the registry", async () => {
    const led = await callBroker(stage, "GET ", undefined, HTML);
    assert.match(led.text, /<h1>Pacts<\/h1>/);
    const { _links: links } = (await callBroker(stage, "GET ")).json<{ _links: object }>();
    assert.ok("pb:dashboard" in links);
  });

  it("is shown to nobody who may not read pacts", async () => {
    const credentials = Buffer.from(`mes:${stage.strangerPassword}`).toString("base64");
    const headers = { ...HTML, authorization: `Basic ${credentials}` };
    assert.equal((await callBroker(stage, "GET /dashboard", undefined, headers)).status, 403);
  });
});
