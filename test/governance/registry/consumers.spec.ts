import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import { type Answer, type Person, type RegistryStage, startRegistryStage, submissionOf } from "./registry-stage.js";
import { standInEvidence } from "./stand-in-evidence.js";

const API = "production-order-v1";
const CONTRACTS = "/platform/v1/contracts";
const PARTICIPANTS = "/platform/v1/pact-participants";
const GROUPS = "/platform/v1/plant-groups/production";

let stage: RegistryStage;

async function send(target: string, as: Person, body?: unknown, expected = 200): Promise<Answer> {
  const answer = await stage.send(target, as, body);
  assert.equal(answer.status, expected, `${target}: ${JSON.stringify(answer.body)}`);
  return answer;
}

async function publish(consumer: string, number: string, provider: string, path: string): Promise<void> {
  const request = { method: "GET", path, headers: { Authorization: "Bearer t" } };
  const pact = {
    interactions: [{ description: path, request, response: { status: 200 } }],
    metadata: { pactSpecification: { version: "2.0.0" } },
  };
  await send(
    `PUT /pact-broker/pacts/provider/${provider}/consumer/${consumer}/version/${number}`,
    "pipeline",
    pact,
    201,
  );
}

async function verify(consumer: string, number: string, provider: string, by: string, success = true): Promise<void> {
  const { body } = await send(
    `GET /pact-broker/pacts/provider/${provider}/consumer/${consumer}/version/${number}`,
    "pipeline",
  );
  const { href } = (body["_links"] as Record<string, { href: string }>)["pb:publish-verification-results"] ?? {
    href: "",
  };
  const result = { success, providerApplicationVersion: by };
  await send(`POST ${new URL(href).pathname}`, "pipeline", result, 201);
}

async function deploy(participant: string, number: string, plant: string): Promise<void> {
  const { body } = await send(`GET /pact-broker/pacticipants/${participant}/versions/${number}`, "pipeline");
  const links = (body["_links"] as Record<string, { href: string }[]>)["pb:record-deployment"] ?? [];
  const path = new URL(links[0]?.href ?? "").pathname;
  await send(`POST ${path}`, "pipeline", { applicationInstance: plant }, 201);
}

describe("evidence about consumers", () => {
  const approved = new Map<string, string>();

  before(async () => {
    stage = await startRegistryStage({ evidence: standInEvidence() });
    await send("POST /pact-broker/environments", "pipeline", { name: "production", production: true }, 201);
  });
  after(() => stage.close());

  async function approve(version: string): Promise<string> {
    const submission = submissionOf("v1", (document) => {
      document["info"] = { ...document["info"], version };
    });
    const known = approved.get(version);
    const digest =
      known ??
      ((await send(`POST ${CONTRACTS}`, "architect", submission)).body["version"] as { digest: string }).digest;
    approved.set(version, digest);
    const { body } = await send(`POST ${CONTRACTS}/${digest}:submit`, "architect", {});
    const { evidenceHash, verdict } = body["evaluation"] as { evidenceHash: string; verdict: string };
    assert.equal(verdict, "PASSED", JSON.stringify(body["reasons"]));
    const state = (body["version"] as { state: string }).state;
    if (state === "candidate") {
      await send(`POST ${CONTRACTS}/${digest}:approve`, "owner", { evidenceHash, reason: "read" });
    }
    return digest;
  }

  /** @returns the codes of the reasons against the promotion */
  async function refusedPromotion(digest: string): Promise<Answer["body"]> {
    const { body } = await send(`POST ${CONTRACTS}/${digest}:promote`, "owner", { reason: "now" }, 409);
    return body;
  }

  for (const [what, change] of [
    ["a publication", () => publish("mes", "1", API, "/production-order/v1/orders/P100/1000042")],
    ["a deployment", () => deploy("mes", "1", "P100")],
    ["a result", () => verify("mes", "1", API, "1.98.0+1")],
  ] as const) {
    it(`is stale after ${what}, at promotion and for can-i-deploy, until it is gathered anew`, async () => {
      const digest = await approve("1.98.0");
      await change();
      const { code, errors } = await refusedPromotion(digest);
      assert.equal(code, "EVIDENCE_STALE");
      assert.match((errors as { message: string }[])[0]?.message ?? "", /its consumers, their pacts or their results/);
      await send(
        `PUT /pact-broker/pacticipants/${API}/versions/1.98.0`,
        "pipeline",
        {},
        (await hasVersion()) ? 200 : 201,
      );
      const query = `pacticipant=${API}&version=1.98.0&environment=production`;
      const { body } = await send(`GET /pact-broker/can-i-deploy?${query}`, "pipeline");
      const { deployable, reason } = body["summary"] as { deployable: boolean | null; reason: string };
      assert.equal(deployable, false);
      assert.match(reason, /gathered before its consumers/);
    });
  }

  const hasVersion = async (): Promise<boolean> =>
    (await stage.send(`GET /pact-broker/pacticipants/${API}/versions/1.98.0`, "pipeline")).status === 200;

  it("lets the version be promoted when it was gathered anew and approved", async () => {
    const digest = await approve("1.98.0");
    await send(`POST ${CONTRACTS}/${digest}:promote`, "owner", { reason: "now" });
  });

  it("blocks a version of which a build failed a pact that is in use", async () => {
    await verify("mes", "1", API, "1.99.0+1", false);
    const submission = submissionOf("v1", (document) => {
      document["info"] = { ...document["info"], version: "1.99.0" };
    });
    const { body } = await send(`POST ${CONTRACTS}`, "architect", submission);
    const { digest } = body["version"] as { digest: string };
    const status = await send(`POST ${CONTRACTS}/${digest}:submit`, "architect", {});
    assert.equal((status.body["evaluation"] as { verdict: string }).verdict, "BLOCKED");
    assert.match(JSON.stringify(status.body["reasons"]), /verification of a build of this version/);
  });

  it("is a matter of the policy of its participant, which the governance lead alone sets", async () => {
    const change = { requiredChecks: ["PACT"], reason: "a pilot" };
    await send(`PUT ${PARTICIPANTS}/${API}/policy`, "pipeline", change, 403);
    await send(`PUT ${PARTICIPANTS}/${API}/policy`, "operator", change, 403);
    await send(`PUT ${PARTICIPANTS}/${API}/policy`, "lead", { reason: "nothing" }, 400);
    const { body } = await send(`PUT ${PARTICIPANTS}/${API}/policy`, "lead", change);
    assert.deepEqual(body, { participant: API, requiredChecks: ["PACT"], isDefault: false });
    const query = `pacticipant=${API}&version=1.99.0%2B1&environment=production`;
    const asked = await send(`GET /pact-broker/can-i-deploy?${query}`, "pipeline");
    assert.doesNotMatch(JSON.stringify(asked.body["notices"]), /promoted/);
    await send(`PUT ${PARTICIPANTS}/${API}/policy`, "lead", { requiredChecks: null, reason: "it is over" });
    const { items } = (await send(`GET ${PARTICIPANTS}`, "pipeline")).body as {
      items: { participant: string; isDefault: boolean }[];
    };
    assert.ok(items.some(({ participant, isDefault }) => participant === API && isDefault));
  });
});

describe("a fleet that is promoted group by group", () => {
  before(async () => {
    stage = await startRegistryStage({ evidence: standInEvidence() });
    await send("POST /pact-broker/environments", "pipeline", { name: "production", production: true }, 201);
    await publish("mes", "1", "hub", "/a");
    await publish("mes", "2", "hub", "/b");
    await verify("mes", "1", "hub", "7");
    for (const plant of ["P100", "P200", "P300"]) await deploy("mes", "1", plant);
    await deploy("hub", "7", "");
  });
  after(() => stage.close());

  const stateOf = async (number: string): Promise<unknown> => {
    const query = `participant=mes&version=${number}&environment=production`;
    const { body } = await send(`GET /platform/v1/rollouts?${query}`, "operator");
    return (body["parts"] as { group: string | null; state: string }[]).map(({ group, state }) => [group, state]);
  };

  it("is grouped by who may do so in every plant of the group", async () => {
    await send(`PUT ${GROUPS}/pilot`, "pipeline", { plants: ["P100"] }, 403);
    await send(`PUT ${GROUPS}/pilot`, "pilot-operator", { plants: ["P100", "P200"] }, 403);
    await send(`PUT ${GROUPS}/pilot`, "pilot-operator", { plants: ["P100"] });
    await send(`PUT ${GROUPS}/rest`, "operator", { plants: ["P300", "P200", "P200"] });
    await send(`PUT ${GROUPS}/rest`, "pilot-operator", { plants: ["P100"] }, 403);
    await send(`PUT ${GROUPS}/Rest`, "operator", { plants: ["P100"] }, 400);
    await send(`PUT ${GROUPS}/empty`, "operator", { plants: [] }, 400);
    await send("PUT /platform/v1/plant-groups/nowhere/pilot", "operator", { plants: ["P100"] }, 400);
    const { items } = (await send("GET /platform/v1/plant-groups", "pilot-operator")).body;
    assert.deepEqual(items, [{ environment: "production", name: "pilot", plants: ["P100"] }]);
  });

  it("refuses a version that does not fit what runs there, and records nothing", async () => {
    const asked = "participant=mes&version=2";
    const { body } = await send(`GET ${GROUPS}/pilot/can-promote?${asked}`, "pilot-operator");
    assert.equal(body["canPromote"], null);
    const refused = await send(
      `POST ${GROUPS}/pilot:promote`,
      "pilot-operator",
      { participant: "mes", version: "2" },
      409,
    );
    assert.equal(refused.body["code"], "PLANT_PROMOTION_REFUSED");
    assert.match(
      JSON.stringify(refused.body["errors"]),
      /no verified pact between version 2 of mes and version 7 of hub/,
    );
    assert.deepEqual(await stateOf("2"), [
      [null, "NONE"],
      ["pilot", "NONE"],
      ["rest", "NONE"],
    ]);
  });

  it("shows a version that was promoted to some", async () => {
    await verify("mes", "2", "hub", "7");
    await send(`POST ${GROUPS}/rest:promote`, "pilot-operator", { participant: "mes", version: "2" }, 403);
    await send(`POST ${GROUPS}/pilot:promote`, "pilot-operator", { participant: "mes", version: "2" });
    assert.deepEqual(await stateOf("2"), [
      [null, "SOME"],
      ["pilot", "ALL"],
      ["rest", "NONE"],
    ]);
    await send(`POST ${GROUPS}/rest:promote`, "operator", { participant: "mes", version: "2" });
    assert.deepEqual(await stateOf("2"), [
      [null, "ALL"],
      ["pilot", "ALL"],
      ["rest", "ALL"],
    ]);
  });

  it("says of a version or an environment that is not there that it is not", async () => {
    await send(
      "GET /platform/v1/rollouts?participant=mes&version=99&environment=production",
      "operator",
      undefined,
      404,
    );
    await send("GET /platform/v1/rollouts?participant=mes&version=1&environment=nowhere", "operator", undefined, 404);
    await send("GET /platform/v1/rollouts?participant=mes&version=1", "operator", undefined, 400);
  });

  it("asks about the plants of a group alone, whatever client asks", async () => {
    await deploy("mes", "1", "P300");
    await verify("mes", "2", "hub", "8");
    const ask = async (environment: string): Promise<unknown> => {
      const { body } = await send(
        `GET /pact-broker/can-i-deploy?pacticipant=hub&version=8&environment=${environment}`,
        "pipeline",
      );
      return (body["summary"] as { deployable: unknown }).deployable;
    };
    assert.deepEqual(
      [await ask("production:pilot"), await ask("production:rest"), await ask("production")],
      [true, null, null],
    );
    const unknown = "GET /pact-broker/can-i-deploy?pacticipant=hub&version=8&environment=production:none";
    assert.match(JSON.stringify((await send(unknown, "pipeline", undefined, 400)).body), /<environment>:<group>/);
  });

  it("counts a version without contracts of its own like the one it is equal to, and shows its results as reused", async () => {
    const route = `${PARTICIPANTS}/hub/versions/7.1/equivalent-to`;
    const body = { equivalentTo: "7", reason: "its manual changed" };
    await send(`PUT ${route}`, "pipeline", body, 404);
    await send("PUT /pact-broker/pacticipants/hub/versions/7.1", "pipeline", {}, 201);
    await send(`PUT ${route}`, "operator", body, 403);
    await send(`PUT ${route}`, "pipeline", body);
    await send(`PUT ${route}`, "pipeline", body);
    const asked = await send(
      "GET /pact-broker/can-i-deploy?pacticipant=hub&version=7.1&environment=production",
      "pipeline",
    );
    assert.equal((asked.body["summary"] as { deployable: unknown }).deployable, true);
    assert.match(JSON.stringify(asked.body["notices"]), /results shown are reused/);
    const rows = asked.body["matrix"] as { verificationResult: { reused?: boolean } }[];
    assert.ok(rows.length > 0 && rows.every(({ verificationResult }) => verificationResult.reused === true));
    const own = `PUT ${PARTICIPANTS}/hub/versions/8/equivalent-to`;
    assert.match(JSON.stringify((await send(own, "pipeline", body, 409)).body), /results of its own/);
  });

  it("forgets a group and keeps what runs there", async () => {
    await send(`DELETE ${GROUPS}/rest`, "pilot-operator", undefined, 403);
    await send(`DELETE ${GROUPS}/rest`, "operator", undefined, 204);
    await send(`DELETE ${GROUPS}/rest`, "operator", undefined, 404);
    assert.deepEqual(await stateOf("2"), [
      [null, "SOME"],
      ["pilot", "ALL"],
    ]);
  });
});
