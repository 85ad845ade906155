// One file although it is long: a registry, a receiver and a worker are started once for everything about webhooks.
import assert from "node:assert/strict";
import { createHmac } from "node:crypto";
import { after, before, beforeEach, describe, it } from "node:test";
import { setTimeout as delay } from "node:timers/promises";
import { makeTemporaryFolder } from "../support/temporary-folder.js";
import { callBroker, publish, report } from "./broker-api.js";
import { type BrokerStage, startBroker } from "./broker-stage.js";
import { pactText } from "./pact-files.js";
import { ENVIRONMENT_ID, storedText } from "./stored-text.js";
import { type ReceivedRequest, WebhookReceiver } from "./webhook-receiver.js";
import { WebhookWorker } from "./webhook-worker.js";

const EVENTS = [
  "contract_published",
  "contract_content_changed",
  "contract_requiring_verification_published",
  "provider_verification_published",
  "provider_verification_succeeded",
  "provider_verification_failed",
];
const BODY = {
  event: "${pactbroker.eventName}",
  consumer: "${pactbroker.consumerName} ${pactbroker.consumerVersionNumber} ${pactbroker.consumerVersionBranch}",
  provider: "${pactbroker.providerVersionNumber} ${pactbroker.providerVersionDescriptions}",
  status: "${pactbroker.githubVerificationStatus}",
  pact: "${pactbroker.pactUrl}",
};

const VERSIONS_OF_P2 = `
  SELECT string_agg(p.consumer_version_id::text, ' ' ORDER BY p.consumer_version_id) AS text
  FROM il.pact_publication p JOIN il.pact_participant o ON o.id = p.provider_id WHERE o.name = 'p2'`;
const SHA_OF_P2 = `
  SELECT t.sha AS text FROM il.pact_content t JOIN il.pact_participant o ON o.id = t.provider_id WHERE o.name = 'p2'`;

interface Sent {
  readonly event: string;
  readonly consumer: string;
  readonly provider: string;
  readonly status: string;
  readonly pact: string;
}

interface WebhookResource {
  readonly uuid: string;
  readonly enabled: boolean;
  readonly signingSecret?: string;
  readonly request: { readonly password?: string; readonly headers: Readonly<Record<string, string>> };
}

interface Deliveries {
  readonly _embedded: {
    readonly triggeredWebhooks: readonly {
      readonly uuid: string;
      readonly name: string;
      readonly status: string;
      readonly attemptsMade: number;
    }[];
  };
}

describe("webhooks of the registry", () => {
  const receiver = new WebhookReceiver();
  const keys = makeTemporaryFolder();
  let stage: BrokerStage;
  let target: string;
  let worker: WebhookWorker;

  before(async () => {
    target = await receiver.listen();
    stage = await startBroker({ INTERLOCK_SECRET_KEYS_DIR: keys.path, INTERLOCK_WEBHOOK_HOSTS: "127.0.0.1" });
    worker = new WebhookWorker(stage, keys.path);
    await publish(stage, { consumer: "c0", number: "1", provider: "p0", text: pactText("c0", "p0", ["/"]) });
  });
  after(async () => {
    await receiver.close();
    keys.remove();
    await worker.close();
    await stage.close();
  });
  beforeEach(async () => {
    receiver.status = 200;
    await stage.unitOfWork.read("DELETE FROM il.pact_webhook");
    receiver.take();
  });

  async function define(change: object = {}, request: object = {}): Promise<WebhookResource> {
    const answer = await callBroker(stage, "POST /webhooks", {
      description: "hook",
      events: EVENTS.map((name) => ({ name })),
      request: { method: "POST", url: `${target}/\${pactbroker.consumerName}`, body: BODY, ...request },
      ...change,
    });
    assert.equal(answer.status, 201, answer.text);
    return answer.json<WebhookResource>();
  }

  /** What the receiver gets when everything that is due is sent, by event. */
  async function received(): Promise<readonly Sent[]> {
    await worker.work();
    const sent = receiver.take().map(({ body }) => JSON.parse(body) as Sent);
    return sent.toSorted((a, b) => (`${a.event}${a.provider}` < `${b.event}${b.provider}` ? -1 : 1));
  }

  async function deliveriesOf(uuid: string): Promise<Deliveries["_embedded"]["triggeredWebhooks"]> {
    const answer = await callBroker(stage, `GET /webhooks/${uuid}/triggered-webhooks`);
    const { _embedded: embedded } = answer.json<Deliveries>();
    return embedded.triggeredWebhooks;
  }

  const eventsOf = (sent: readonly Sent[]): readonly string[] => sent.map(({ event }) => event);

  async function publishTo(provider: string, number: string, path: string, branch = "main"): Promise<void> {
    await publish(stage, { consumer: "c1", number, provider, text: pactText("c1", provider, [path]), branch });
  }

  it("tell of a publication, of new content, and of who has to verify it", async () => {
    await define();
    await publishTo("p1", "1", "/a");
    const first = await received();
    assert.deepEqual(eventsOf(first), [
      "contract_content_changed",
      "contract_published",
      "contract_requiring_verification_published",
    ]);
    assert.deepEqual(first[1], {
      event: "contract_published",
      consumer: "c1 1 main",
      provider: " ",
      status: "pending",
      pact: first[0]?.pact,
    });
    const pact = await callBroker(stage, `GET ${(first[0]?.pact ?? "").slice(stage.url.length)}`);
    assert.equal(pact.status, 200);
    await publishTo("p1", "2", "/a");
    assert.deepEqual(eventsOf(await received()), ["contract_published", "contract_requiring_verification_published"]);
    await publishTo("p1", "3", "/a", "feature");
    assert.ok(eventsOf(await received()).includes("contract_content_changed"), "the first of its branch");
    await publishTo("p1", "3", "/a", "feature");
    assert.deepEqual(await received(), [], "published again without change");
  });

  it("compare content along the tags of a version, and without branch and tag with the version before", async () => {
    await define({ events: [{ name: "contract_content_changed" }] });
    const changes = async (number: string, path: string, tags: readonly string[]): Promise<number> => {
      const content = Buffer.from(pactText("c2", "p11", [path])).toString("base64");
      const contract = {
        consumerName: "c2",
        providerName: "p11",
        specification: "pact",
        contentType: "application/json",
      };
      const answer = await callBroker(stage, "POST /contracts/publish", {
        pacticipantName: "c2",
        pacticipantVersionNumber: number,
        tags,
        contracts: [{ ...contract, content }],
      });
      assert.equal(answer.status, 200, answer.text);
      return (await received()).length;
    };
    assert.deepEqual(
      [await changes("1", "/a", []), await changes("2", "/a", []), await changes("3", "/b", [])],
      [1, 0, 1],
    );
    assert.deepEqual([await changes("4", "/b", ["prod"]), await changes("5", "/b", ["prod"])], [1, 0]);
    assert.deepEqual([await changes("6", "/b", ["prod", "test"]), await changes("7", "/c", ["test"])], [1, 1]);
    const merged = { consumerName: "c2", providerName: "p11", specification: "pact", contentType: "application/json" };
    const content = Buffer.from(pactText("c2", "p11", ["/d"])).toString("base64");
    await callBroker(stage, "POST /contracts/publish", {
      pacticipantName: "c2",
      pacticipantVersionNumber: "7",
      contracts: [{ ...merged, content, onConflict: "merge" }],
    });
    assert.equal((await received()).length, 1, "a merge makes other content of the version");
  });

  it("tell of every result, for each consumer version it was made for", async () => {
    await publishTo("p2", "1", "/a");
    await define();
    await report(stage, ["p2", "c1", "1"], "9", false);
    const failed = await received();
    assert.deepEqual(eventsOf(failed), ["provider_verification_failed", "provider_verification_published"]);
    assert.deepEqual([failed[0]?.status, failed[0]?.provider, failed[0]?.consumer], ["failure", "9 ", "c1 1 main"]);
    await publishTo("p2", "2", "/a");
    await received();
    const versions = await storedText(stage, VERSIONS_OF_P2);
    const metadata = Buffer.from(versions).toString("base64url");
    const sha = await storedText(stage, SHA_OF_P2);
    const path = `/pacts/provider/p2/consumer/c1/pact-version/${sha}/metadata/${metadata}/verification-results`;
    await callBroker(stage, `POST ${path}`, { success: true, providerApplicationVersion: "10" });
    const succeeded = await received();
    assert.deepEqual(
      succeeded.map(({ event, consumer }) => `${event} ${consumer}`).toSorted(),
      ["published", "succeeded"].flatMap((kind) => [1, 2].map((n) => `provider_verification_${kind} c1 ${n} main`)),
    );
  });

  it("name every provider version that has not verified: the main branch's and what is deployed", async () => {
    await publishTo("p3", "1", "/a");
    await callBroker(stage, "POST /environments", { name: "production", production: true });
    const id = await storedText(stage, ENVIRONMENT_ID);
    await callBroker(stage, "PUT /pacticipants/p3/branches/main/versions/1", {});
    await callBroker(stage, "PUT /pacticipants/p3/branches/main/versions/2", {});
    await callBroker(stage, `POST /pacticipants/p3/versions/1/deployed-versions/environment/${id}`, {});
    await define();
    await publishTo("p3", "2", "/b");
    const wanted = (await received()).filter(({ event }) => event === "contract_requiring_verification_published");
    assert.deepEqual(
      wanted.map(({ provider }) => provider),
      ["1 deployed (production)", "2 latest from main branch"],
    );
    await report(stage, ["p3", "c1", "2"], "1", true);
    await received();
    await publishTo("p3", "3", "/b");
    const rest = (await received()).filter(({ event }) => event === "contract_requiring_verification_published");
    assert.deepEqual(
      rest.map(({ provider }) => provider),
      ["2 latest from main branch"],
    );
  });

  it("call only those that are enabled, for the pair and the event", async () => {
    await define({ provider: { name: "p0" } });
    await define({ events: [{ name: "provider_verification_failed" }] });
    await define({ enabled: false });
    await publishTo("p4", "1", "/a");
    assert.deepEqual(await received(), []);
    await publish(stage, { consumer: "c9", number: "1", provider: "p0", text: pactText("c9", "p0", ["/"]) });
    assert.equal((await received()).length, 3);
  });

  it("carry credentials and a signature that the receiver can check", async () => {
    const headers = { Authorization: "Bearer s3cret-token", "X-Build": "${pactbroker.consumerVersionNumber}" };
    const { signingSecret = "", uuid } = await define({}, { headers, username: "user", password: "s3cret" });
    await publishTo("p5", "1.0+a", "/a");
    await worker.work();
    const [request] = receiver.take();
    assert.ok(request !== undefined);
    assert.equal(request.path, "/c1");
    assert.equal(request.headers["x-build"], "1.0+a");
    assert.equal(request.headers.authorization, `Basic ${Buffer.from("user:s3cret").toString("base64")}`);
    assert.equal(signatureOf(request, signingSecret), request.headers["webhook-signature"]);
    const shown = (await callBroker(stage, `GET /webhooks/${uuid}`)).json<WebhookResource>();
    assert.deepEqual([shown.request.password, shown.request.headers["Authorization"]], ["**********", "**********"]);
    assert.equal(shown.signingSecret, undefined);
  });

  it("keep their secrets sealed in the database, out of the audit, and when a client sends back what it was shown", async () => {
    const { uuid, signingSecret = "" } = await define(
      {},
      { headers: { "X-Token": "s3cret-1" }, password: "s3cret-2", username: "u" },
    );
    const rows = await stage.unitOfWork.read(
      "SELECT to_jsonb(w) AS row FROM il.pact_webhook w UNION ALL SELECT to_jsonb(a) FROM il.audit_entry a",
    );
    const stored = JSON.stringify(rows);
    for (const secret of ["s3cret-1", "s3cret-2", signingSecret]) assert.ok(!stored.includes(secret), secret);
    const { request, ...shown } = (await callBroker(stage, `GET /webhooks/${uuid}`)).json<WebhookResource>();
    const replaced = await callBroker(stage, `PUT /webhooks/${uuid}`, { ...shown, request });
    assert.equal(replaced.status, 200, replaced.text);
    assert.equal(replaced.json<WebhookResource>().signingSecret, undefined, "the same secret is not told again");
    await publishTo("p6", "1", "/a");
    await worker.work();
    const [sent] = receiver.take();
    assert.equal(sent?.headers["x-token"], "s3cret-1");
    assert.equal(sent?.headers.authorization, `Basic ${Buffer.from("u:s3cret-2").toString("base64")}`);
  });

  it("do not send their secrets elsewhere when somebody changes the address", async () => {
    const { uuid } = await define({}, { headers: { "X-Token": "s3cret-1" } });
    const { request, ...shown } = (await callBroker(stage, `GET /webhooks/${uuid}`)).json<WebhookResource>();
    const change = async (url: string): Promise<number> =>
      (await callBroker(stage, `PUT /webhooks/${uuid}`, { ...shown, request: { ...request, url } })).status;
    for (const url of ["https://attacker.example/", `${target}0/`, target.replace("127.0.0.1", "127.0.0.1.example")]) {
      assert.equal(await change(url), 400, url);
    }
    assert.equal(await change(`${target}/other`), 200);
  });

  it("are sent again when the receiver says later, under the same id, and given up when it says never", async () => {
    const { uuid } = await define({ events: [{ name: "contract_published" }] });
    receiver.status = 503;
    await publishTo("p7", "1", "/a");
    await worker.work();
    const [first] = receiver.take();
    assert.deepEqual(await statusesOf(uuid), ["retrying 1"]);
    await worker.work();
    assert.equal(receiver.take().length, 0, "not before its time");
    await stage.unitOfWork.read("UPDATE il.pact_webhook_delivery SET due_at = now() WHERE finished_at IS NULL");
    receiver.status = 200;
    await worker.work();
    const [second] = receiver.take();
    assert.equal(second?.headers["webhook-id"], first?.headers["webhook-id"]);
    assert.deepEqual(await statusesOf(uuid), ["success 2"]);
    const ofPact = await callBroker(stage, "GET /pacts/provider/p7/consumer/c1/version/1/triggered-webhooks");
    assert.match(ofPact.text, new RegExp(`"status":"success".*webhooks/${uuid}`));
    for (const status of [404, 302]) {
      receiver.status = status;
      await publishTo("p7", `2-${status}`, "/a");
      await worker.work();
      assert.equal(receiver.take().length, 1, "a redirect is not followed");
      assert.equal((await statusesOf(uuid))[0], "failure 1");
    }
    const [newest] = await deliveriesOf(uuid);
    const logs = await callBroker(stage, `GET /triggered-webhooks/${newest?.uuid ?? ""}/logs`);
    assert.match(logs.headers.get("content-type") ?? "", /^text\/plain/);
    assert.match(
      logs.text,
      /attempt 1, .*\nPOST http:\/\/127.0.0.1:\d+\/c1 for contract_published\nanswered 302\nstate: FAILED/,
    );
  });

  it("are given up after the last attempt, and taken over from a worker that died", async () => {
    const { uuid } = await define({ events: [{ name: "contract_published" }] });
    receiver.status = 500;
    await publishTo("p8", "1", "/a");
    for (let attempt = 1; attempt <= 7; attempt++) {
      await stage.unitOfWork.read("UPDATE il.pact_webhook_delivery SET due_at = now() WHERE finished_at IS NULL");
      await worker.work();
    }
    assert.deepEqual(await statusesOf(uuid), ["failure 7"]);
    receiver.status = 200;
    receiver.take();
    await publishTo("p8", "2", "/a");
    await stage.unitOfWork.read(
      "UPDATE il.pact_webhook_delivery SET state = 'SENDING', attempts = 1, due_at = now() WHERE finished_at IS NULL",
    );
    await worker.work();
    assert.equal(receiver.take().length, 1);
    assert.equal((await statusesOf(uuid))[0], "success 2");
  });

  it("send nothing of what waited while they were switched off", async () => {
    const { uuid } = await define();
    await publishTo("p9", "1", "/a");
    const { request, ...shown } = (await callBroker(stage, `GET /webhooks/${uuid}`)).json<WebhookResource>();
    await callBroker(stage, `PUT /webhooks/${uuid}`, { ...shown, request, enabled: false });
    await callBroker(stage, `PUT /webhooks/${uuid}`, { ...shown, request, enabled: true });
    assert.deepEqual(await received(), []);
  });

  it("do not wait for a receiver that hangs", async () => {
    const events = [{ name: "contract_published" }];
    const hanging = await define({ events }, { url: `${target}/hang` });
    await define({ events }, { url: `${target}/prompt` });
    for (const number of ["1", "2", "3", "4", "5", "6"]) await publishTo("p10", number, `/${number}`);
    const prompt: string[] = [];
    for (let round = 0; round < 100 && prompt.length < 6; round++) {
      await worker.begin();
      await delay(20);
      prompt.push(...receiver.take().flatMap(({ path }) => (path === "/prompt" ? [path] : [])));
    }
    assert.equal(prompt.length, 6);
    const [{ n = 0 } = {}] = await stage.unitOfWork.read<{ n?: number }>(
      "SELECT count(*)::integer AS n FROM il.pact_webhook_delivery WHERE state = 'SENDING' AND webhook_id = $1",
      [hanging.uuid],
    );
    assert.equal(n, 4, "of one webhook four are sent at once");
    await stage.unitOfWork.read("DELETE FROM il.pact_webhook");
    await worker.work();
  });

  it("can be tested, and then show what came back from an allowed host", async () => {
    const { uuid } = await define({}, { headers: { Authorization: "s3cret" } });
    const tested = await callBroker(stage, `POST /webhooks/${uuid}/execute`, {});
    assert.equal(tested.status, 200);
    const result = tested.json<{ success: boolean; logs: string; response: { status: number; body: string } }>();
    assert.deepEqual([result.success, result.response], [true, { status: 200, body: "received" }]);
    assert.doesNotMatch(tested.text, /s3cret/);
    receiver.status = 500;
    const failed = (await callBroker(stage, `POST /webhooks/${uuid}/execute`, {})).json<typeof result>();
    assert.equal(failed.success, false);
    assert.equal((await callBroker(stage, "POST /webhooks/none/execute", {})).status, 404);
  });

  it("can be tried before they are stored, with the newest pact of the pair they name", async () => {
    const request = {
      method: "POST",
      url: `${target}/\${pactbroker.consumerName}`,
      headers: { Authorization: "s3cret" },
      body: BODY,
    };
    const pair = { provider: { name: "p0" }, consumer: { name: "c0" } };
    const webhook = { ...pair, events: [{ name: "contract_published" }], request };
    const tried = await callBroker(stage, "POST /webhooks/execute", webhook);
    assert.deepEqual([tried.status, tried.json<{ success: boolean }>().success], [200, true], tried.text);
    assert.doesNotMatch(tried.text, /s3cret/);
    const [sent] = receiver.take();
    assert.deepEqual([sent?.path, sent?.headers.authorization], ["/c0", "s3cret"]);
    assert.match(sent?.headers["webhook-signature"]?.toString() ?? "", /^v1,/);
    const stored = await callBroker(stage, "GET /webhooks");
    const { _links: links } = stored.json<{ _links: Record<string, unknown> }>();
    assert.deepEqual(links["pb:webhooks"], []);
    const refusals: readonly (readonly [object, RegExp])[] = [
      [{ ...webhook, request: { ...request, url: "https://10.0.0.1/hook" } }, /not public/],
      [{ ...webhook, request: { ...request, headers: { Authorization: "**********" } } }, /there is none/],
      [{ ...webhook, consumer: { name: "nobody" } }, /no pacticipant/],
      [{ ...webhook, consumer: { label: "mobile" } }, /labels are not kept/],
    ];
    for (const [body, reason] of refusals) {
      const refused = await callBroker(stage, "POST /webhooks/execute", body);
      assert.equal(refused.status, 400);
      assert.match(refused.text, reason);
    }
    assert.deepEqual(receiver.take(), []);
  });

  it("are refused where they would lead inside, carry what cannot be sent, or name values that do not exist", async () => {
    const refusals: readonly (readonly [object, RegExp])[] = [
      [{ url: "http://ci.example/hook" }, /must be https/],
      [{ url: "https://10.0.0.1/hook" }, /not public/],
      [{ url: "https://[::1]/hook" }, /not public/],
      [{ url: "https://localhost/hook" }, /not public/],
      [{ url: "https://user:pass@ci.example/" }, /user or password/],
      [{ url: "https://${pactbroker.consumerName}.example/" }, /value in its host/],
      [{ headers: { "X-A": "a\r\nX-B: b" } }, /cannot be set/],
      [{ headers: { Host: "inside" } }, /cannot be set/],
      [{ body: "${pactbroker.nothing}" }, /known are/],
      [{ password: "**********" }, /none that could be kept/],
    ];
    for (const [request, expected] of refusals) {
      const answer = await callBroker(stage, "POST /webhooks", {
        events: [{ name: "contract_published" }],
        request: { method: "POST", url: "https://ci.example/", ...request },
      });
      assert.equal(answer.status, 400, JSON.stringify(request));
      assert.match(answer.text, expected);
    }
  });

  async function statusesOf(uuid: string): Promise<readonly string[]> {
    return (await deliveriesOf(uuid)).map(({ status, attemptsMade }) => `${status} ${attemptsMade}`);
  }
});

function signatureOf({ headers, body }: ReceivedRequest, secret: string): string {
  const signed = `${String(headers["webhook-id"])}.${String(headers["webhook-timestamp"])}.${body}`;
  const key = Buffer.from(secret.replace("whsec_", ""), "base64");
  return `v1,${createHmac("sha256", key).update(signed).digest("base64")}`;
}
