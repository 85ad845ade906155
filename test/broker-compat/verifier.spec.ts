import assert from "node:assert/strict";
import { existsSync } from "node:fs";
import { dirname, join } from "node:path";
import { after, before, describe, it } from "node:test";
import { fileURLToPath } from "node:url";
import { projectRoot } from "../../src/config/project-root.js";
import type { CommandResult } from "../support/run-interlock.js";
import { callBroker, publish } from "./broker-api.js";
import { type BrokerStage, startBroker } from "./broker-stage.js";
import { run } from "./pact-clients.js";
import { pactText } from "./pact-files.js";
import { ProviderDouble } from "./provider-double.js";

const PACKAGES = ["@pact-foundation/pact", "pact-previous"];
const MAIN = join(dirname(fileURLToPath(import.meta.url)), "verify-main.js");

/** Every kind of selector, and which of the consumers below it finds. */
const SELECTORS: readonly { readonly selector: object; readonly finds: readonly string[] }[] = [
  { selector: { mainBranch: true }, finds: ["c1", "c2"] },
  { selector: { branch: "feature/x" }, finds: ["c1"] },
  { selector: { branch: "none", fallbackBranch: "main" }, finds: ["c1", "c2"] },
  { selector: { matchingBranch: true }, finds: ["c1"] },
  { selector: { tag: "prod", latest: true }, finds: ["c2"] },
  { selector: { tag: "none", fallbackTag: "prod", latest: true }, finds: ["c2"] },
  { selector: { deployed: true }, finds: ["c1"] },
  { selector: { released: true }, finds: ["c2"] },
  { selector: { deployedOrReleased: true }, finds: ["c1", "c2"] },
  { selector: { environment: "production" }, finds: ["c1", "c2"] },
  { selector: { consumer: "c2", latest: true }, finds: ["c2"] },
  { selector: { latest: true }, finds: ["c1", "c2"] },
];

for (const name of PACKAGES) {
  const folder = join(projectRoot, "node_modules", name);
  const skip = existsSync(folder) ? false : `${name} is not installed`;

  describe(`the unmodified verifier of ${name}`, { skip }, () => {
    const provider = new ProviderDouble();
    let stage: BrokerStage;
    let providerBaseUrl: string;

    before(async () => {
      stage = await startBroker();
      providerBaseUrl = await provider.listen();
      await publishPacts(stage);
    });
    after(async () => {
      await provider.close();
      await stage.close();
    });

    async function verify(options: object): Promise<CommandResult> {
      const credentials = { pactBrokerUsername: stage.username, pactBrokerPassword: stage.password };
      const common = { provider: "p1", providerBaseUrl, pactBrokerUrl: stage.url, logLevel: "error", ...credentials };
      const settings = JSON.stringify({ ...common, ...options });
      return await run(process.execPath, [MAIN, name, settings], {});
    }

    it("fetches by every kind of selector and publishes what it found", async () => {
      const results = { publishVerificationResult: true, providerVersion: "1", providerVersionBranch: "feature/x" };
      const consumerVersionSelectors = SELECTORS.map(({ selector }) => selector);
      const { exitCode, stdout, stderr } = await verify({ ...results, consumerVersionSelectors });
      assert.equal(exitCode, 0, `${stdout}\n${stderr}`);
      for (const [consumer, number] of [
        ["c1", "1"],
        ["c2", "1"],
      ] as const) {
        const query = `q[][pacticipant]=${consumer}&q[][version]=${number}&q[][pacticipant]=p1&q[][version]=1`;
        const { summary } = (await callBroker(stage, `GET /matrix?${query}&latestby=cvpv`)).json<Matrix>();
        assert.deepEqual([summary.deployable, summary.success], [true, 1], consumer);
      }
      const version = await callBroker(stage, "GET /pacticipants/p1/branches/feature%2Fx/versions/1");
      assert.equal(version.status, 200);
    });

    it("fails the build for a pact that the branch has verified before, and not for a pending one", async () => {
      provider.id = 2;
      const results = { publishVerificationResult: true, providerVersion: "2", enablePending: true };
      const consumerVersionSelectors = [{ mainBranch: true }];
      const known = await verify({ ...results, consumerVersionSelectors, providerVersionBranch: "feature/x" });
      assert.equal(known.exitCode, 1, known.stdout);
      const pending = await verify({ ...results, consumerVersionSelectors, providerVersionBranch: "new" });
      assert.equal(pending.exitCode, 0, `${pending.stdout}\n${pending.stderr}`);
      provider.id = 1;
    });

    it("adds work in progress, which never fails the build", async () => {
      const text = pactText("c1", "p1", ["/work-in-progress"], 3);
      await publish(stage, { consumer: "c1", number: "3", provider: "p1", text, branch: "wip" });
      const options = { providerVersion: "3", providerVersionBranch: "feature/x", enablePending: true };
      const wanted = { consumerVersionSelectors: [{ mainBranch: true }], includeWipPactsSince: "2020-01-01" };
      const { exitCode, stdout, stderr } = await verify({ ...options, ...wanted });
      assert.equal(exitCode, 0, `${stdout}\n${stderr}`);
      assert.match(stdout + stderr, /work-in-progress/);
    });

    it("verifies without selectors, and with a token instead of credentials", async () => {
      const token = { pactBrokerUsername: undefined, pactBrokerPassword: undefined, pactBrokerToken: stage.token };
      const { exitCode, stdout, stderr } = await verify({ ...token, consumerVersionTags: ["prod"] });
      assert.equal(exitCode, 0, `${stdout}\n${stderr}`);
    });
  });
}

describe("selection of pacts for verification", () => {
  let stage: BrokerStage;

  before(async () => {
    stage = await startBroker();
    await publishPacts(stage);
  });
  after(() => stage.close());

  for (const { selector, finds } of SELECTORS) {
    it(`finds ${finds.join(" and ")} by ${JSON.stringify(selector)}`, async () => {
      const body = { consumerVersionSelectors: [selector], providerVersionBranch: "feature/x" };
      const answer = await callBroker(stage, "POST /pacts/provider/p1/for-verification", body);
      assert.equal(answer.status, 200, answer.text);
      const {
        _embedded: { pacts },
      } = answer.json<Selection>();
      const consumers = pacts.map(({ _links }) => /consumer\/([^/]+)/.exec(_links.self.href)?.[1] ?? "");
      assert.deepEqual([...new Set(consumers)].toSorted(), finds);
    });
  }

  it("refuses selectors that say nothing sensible", async () => {
    for (const selector of [
      { branch: true },
      { mainBranch: "yes" },
      { fallbackTag: "x" },
      { branch: "a", mainBranch: true },
    ]) {
      const body = { consumerVersionSelectors: [selector] };
      const answer = await callBroker(stage, "POST /pacts/provider/p1/for-verification", body);
      assert.equal(answer.status, 400, JSON.stringify(selector));
    }
  });
});

interface Matrix {
  readonly summary: { readonly deployable: boolean | null; readonly success: number };
}

interface Selection {
  readonly _embedded: { readonly pacts: readonly { readonly _links: { readonly self: { readonly href: string } } }[] };
}

async function publishPacts(stage: BrokerStage): Promise<void> {
  const [c1, c2] = [pactText("c1", "p1", ["/orders/1"]), pactText("c2", "p1", ["/orders/2"])];
  await publish(stage, { consumer: "c1", number: "1", provider: "p1", text: c1 });
  await publish(stage, { consumer: "c2", number: "1", provider: "p1", text: c2, tags: ["prod"] });
  await publish(stage, { consumer: "c1", number: "2", provider: "p1", text: c1, branch: "feature/x" });
  const made = await callBroker(stage, "POST /environments", { name: "production", production: true });
  const { uuid } = made.json<{ uuid: string }>();
  for (const path of ["c1/versions/1/deployed-versions", "c2/versions/1/released-versions"]) {
    const answer = await callBroker(stage, `POST /pacticipants/${path}/environment/${uuid}`, {});
    assert.equal(answer.status, 201, answer.text);
  }
}
