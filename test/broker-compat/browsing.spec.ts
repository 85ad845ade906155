import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { after, before, describe, it } from "node:test";
import type { CommandResult } from "../support/run-interlock.js";
import { makeTemporaryFolder } from "../support/temporary-folder.js";
import { callBroker, publish, report } from "./broker-api.js";
import { type BrokerStage, startBroker } from "./broker-stage.js";
import { runRuby, runRust, withoutRuby, withoutRust } from "./pact-clients.js";
import { pactText } from "./pact-files.js";
import { ENVIRONMENT_ID, storedText } from "./stored-text.js";
import { WebhookReceiver } from "./webhook-receiver.js";

const PROVIDER = "orders api";
const PATH = "orders%20api";
const UUID = "8f1a9c52-6a53-4f0e-9d5e-1d1c5a3c0a01";

/** A pact of one interaction in each of the states. */
function withStates(consumer: string, ...states: readonly string[]): string {
  const pact = JSON.parse(pactText(consumer, PROVIDER, states)) as { interactions: object[] };
  const interactions = pact.interactions.map((each, index) => ({ ...each, providerState: states[index] }));
  return JSON.stringify({ ...pact, interactions });
}

describe("what people and pages read from the registry", () => {
  const folder = makeTemporaryFolder();
  const receiver = new WebhookReceiver();
  let stage: BrokerStage;
  let target: string;

  before(async () => {
    target = await receiver.listen();
    stage = await startBroker({ INTERLOCK_WEBHOOK_HOSTS: "127.0.0.1" });
    const common = { provider: PROVIDER };
    await publish(stage, { ...common, consumer: "mes", number: "1", text: withStates("mes", "an order") });
    await publish(stage, { ...common, consumer: "mes", number: "2", text: withStates("mes", "an order", "no order") });
    await publish(stage, {
      ...common,
      consumer: "lab",
      number: "7",
      text: withStates("lab", "an order"),
      tags: ["prod"],
    });
    await publish(stage, {
      ...common,
      consumer: "mes",
      number: "3",
      text: withStates("mes", "late"),
      branch: "feat/x",
    });
    await callBroker(stage, "POST /environments", { name: "production", production: true });
    const id = await storedText(stage, ENVIRONMENT_ID);
    await callBroker(stage, `POST /pacticipants/mes/versions/1/deployed-versions/environment/${id}`, {});
  });
  after(async () => {
    await receiver.close();
    folder.remove();
    await stage.close();
  });

  const links = async (path: string): Promise<readonly string[]> => {
    const answer = await callBroker(stage, `GET ${path}`);
    assert.equal(answer.status, 200, answer.text);
    const { _links } = answer.json<{ _links: { "pb:pacts": readonly { href: string }[] } }>();
    return _links["pb:pacts"].map(({ href }) => decodeURIComponent(href.slice(href.indexOf("/consumer/") + 10)));
  };

  it("lists pacts by branch: all versions or the latest, of a provider or of a pair", async () => {
    const provider = `/pacts/provider/${PATH}`;
    assert.deepEqual(await links(`${provider}/branch`), ["lab/version/7", "mes/version/2", "mes/version/1"]);
    assert.deepEqual(await links(`${provider}/branch/latest`), ["lab/version/7", "mes/version/2"]);
    assert.deepEqual(await links(`${provider}/branch/feat%2Fx`), ["mes/version/3"]);
    assert.deepEqual(await links(`${provider}/consumer/mes/branch`), ["mes/version/2", "mes/version/1"]);
    assert.deepEqual(await links(`${provider}/consumer/mes/branch/main/latest`), ["mes/version/2"]);
    assert.deepEqual(await links(`${provider}/consumer/mes/versions`), [
      "mes/version/3",
      "mes/version/2",
      "mes/version/1",
    ]);
    for (const path of [
      "/pacts/provider/none/branch",
      `${provider}/consumer/none/branch`,
      `${provider}/consumer/none/versions`,
      `${provider}/consumer/mes/branch/none/latest`,
    ]) {
      assert.equal((await callBroker(stage, `GET ${path}`)).status, 404, path);
    }
  });

  it("tells the provider states of the main branches, of a branch and of what is deployed", async () => {
    const states = async (suffix: string): Promise<unknown> =>
      (await callBroker(stage, `GET /pacts/provider/${PATH}/provider-states${suffix}`)).json<{
        providerStates: unknown;
      }>().providerStates;
    assert.deepEqual(await states(""), [
      { name: "an order", consumers: ["lab", "mes"] },
      { name: "no order", consumers: ["mes"] },
    ]);
    assert.deepEqual(await states("/branch/feat%2Fx"), [{ name: "late", consumers: ["mes"] }]);
    assert.deepEqual(await states("/environment/production"), [{ name: "an order", consumers: ["mes"] }]);
    assert.deepEqual(await states("/environment/none"), []);
  });

  it("shows what changed, as text", async () => {
    const pair = `/pacts/provider/${PATH}/consumer/mes`;
    const diff = await callBroker(stage, `GET ${pair}/version/2/diff/previous-distinct`);
    assert.match(diff.headers.get("content-type") ?? "", /^text\/plain/);
    assert.match(diff.text, /from version 1 to version 2\n\n\+ interaction: a request for no order/);
    assert.match((await callBroker(stage, `GET ${pair}/version/2/diff/version/2`)).text, /No differences/);
    const previous = await callBroker(stage, `GET ${pair}/version/2/previous-distinct`);
    assert.match(previous.text, /Pact between mes \(1\)/);
    assert.equal((await callBroker(stage, `GET ${pair}/version/1/diff/previous-distinct`)).status, 404);
  });

  it("draws badges itself, from the same verdicts", async () => {
    const badge = async (path: string): Promise<string> => {
      const answer = await callBroker(stage, `GET ${path}/badge`);
      assert.match(answer.headers.get("content-type") ?? "", /^image\/svg\+xml/, `${path} ${answer.text}`);
      return /<title>(.*)<\/title>/.exec(answer.text)?.[1] ?? "";
    };
    const pair = `/pacts/provider/${PATH}/consumer/lab`;
    assert.equal(await badge(`${pair}/latest`), "lab/orders api pact: unknown");
    await report(stage, [PATH, "lab", "7"], "5", false);
    assert.equal(await badge(`${pair}/latest/prod`), "lab/orders api pact: failed");
    await callBroker(stage, `PUT /pacticipants/${PATH}/branches/main/versions/5`, {});
    await callBroker(stage, `PUT /pacticipants/${PATH}/versions/5/tags/prod`, {});
    const tags = `/matrix/provider/${PATH}/latest/prod/consumer/lab/latest/prod`;
    assert.equal(await badge(tags), "lab prod/orders api prod: failed");
    await report(stage, [PATH, "lab", "7"], "5", true);
    assert.equal(await badge(tags), "lab prod/orders api prod: verified");
    const deploy = "/pacticipants/lab/branches/main/latest-version/can-i-deploy/to-environment/production";
    assert.equal(await badge(deploy), "can-i-deploy lab main to production: unknown");
    const { summary } = (await callBroker(stage, `GET ${deploy}`)).json<{ summary: { deployable: unknown } }>();
    assert.equal(summary.deployable, null);
    assert.equal(
      await badge("/pacticipants/lab/latest-version/prod/can-i-deploy/to/prod"),
      "can-i-deploy lab prod to prod: yes",
    );
    assert.equal(await badge("/pacticipants/lab/main-branch/can-i-merge"), "can-i-merge lab: yes");
  });

  it("lists integrations, branches and their versions, and counts", async () => {
    const text = async (path: string): Promise<string> => (await callBroker(stage, `GET ${path}`)).text;
    assert.match(await text("/integrations"), /"mes".*"orders api"/);
    assert.match(await text("/pacticipants/mes/branches"), /"feat\/x".*"main"/);
    assert.match(await text("/pacticipants/mes/branches/main/versions"), /"number":"2".*"number":"1"/);
    const counts = JSON.parse(await text("/metrics")) as Readonly<Record<string, { count: number }>>;
    assert.deepEqual([counts["integrations"]?.count, counts["pactPublications"]?.count], [2, 4]);
  });

  describe("with the unmodified Rust client", { skip: withoutRust }, () => {
    async function rust(exitCode: number, ...args: readonly string[]): Promise<string> {
      const result: CommandResult = await runRust(stage, ["broker", ...args]);
      assert.equal(result.exitCode, exitCode, `${args.join(" ")}\n${result.stdout}\n${result.stderr}`);
      return result.stdout + result.stderr;
    }

    it("gets pacts by provider, consumer and branch, and downloads them", async () => {
      const get = ["get-pacts", "--provider", PROVIDER];
      assert.match(await rust(0, ...get), /lab[\s\S]*version\/7[\s\S]*mes[\s\S]*version\/2[\s\S]*mes[\s\S]*version\/1/);
      assert.doesNotMatch(await rust(0, ...get, "--latest"), /version\/1/);
      assert.match(await rust(0, ...get, "--branch", "feat/x", "--latest"), /version\/3/);
      assert.match(await rust(0, ...get, "--consumer", "mes", "--branch", "main", "--output", "json"), /version\/2/);
      assert.match(await rust(0, ...get, "--consumer", "mes", "--branch", "main", "--latest"), /version\/2/);
      await rust(0, ...get, "--latest", "--download", "--download-dir", folder.path);
      const names = readdirSync(folder.path).toSorted();
      assert.deepEqual(names, ["lab-orders api-7.json", "mes-orders api-2.json"]);
      assert.match(readFileSync(join(folder.path, names[1] ?? ""), "utf8"), /no order/);
      await rust(1, "get-pacts", "--provider", "none");
    });

    it("lists provider states", async () => {
      const list = ["provider-states", "list", "--provider", PROVIDER];
      assert.match(await rust(0, ...list), /an order[\s\S]*lab, mes/);
      assert.match(await rust(0, ...list, "--branch", "feat/x"), /late/);
      assert.match(await rust(0, ...list, "--environment", "production"), /an order/);
      await rust(1, "provider-states", "list", "--provider", "none");
    });

    it("creates and tests a webhook", async () => {
      const define = [
        "create-or-update-webhook",
        "--uuid",
        UUID,
        `${target}/hook`,
        "-X",
        "POST",
        "--contract-published",
      ];
      assert.doesNotMatch(await rust(0, ...define, "--user", "user:s3cret", "-d", "{}"), /s3cret/);
      assert.match(await rust(0, "test-webhook", "--uuid", UUID), /"success":true/);
      assert.equal(receiver.take().length, 1);
      receiver.status = 500;
      assert.match(await rust(0, "test-webhook", "--uuid", UUID), /"success":false/);
      receiver.status = 200;
      await rust(1, "test-webhook", "--uuid", "00000000-0000-4000-8000-000000000000");
    });
  });

  describe("with the unmodified Ruby client", { skip: withoutRuby }, () => {
    it("creates and tests a webhook, and prints its log", async () => {
      const define = [
        "create-or-update-webhook",
        `${target}/ruby`,
        "--uuid",
        UUID,
        "--request",
        "POST",
        "--contract-published",
      ];
      const defined = await runRuby(stage, [...define, "--data", "{}"]);
      assert.equal(defined.exitCode, 0, defined.stdout + defined.stderr);
      receiver.take();
      const tested = await runRuby(stage, ["test-webhook", "--uuid", UUID]);
      assert.equal(tested.exitCode, 0, tested.stdout + tested.stderr);
      assert.match(
        tested.stdout + tested.stderr,
        /POST http:\/\/127\.0\.0\.1:\d+\/ruby for test\nanswered 200\nsuccess/,
      );
      assert.equal(receiver.take()[0]?.path, "/ruby");
      const missing = await runRuby(stage, ["test-webhook", "--uuid", "00000000-0000-4000-8000-000000000000"]);
      assert.equal(missing.exitCode, 1, missing.stdout + missing.stderr);
    });
  });
});
