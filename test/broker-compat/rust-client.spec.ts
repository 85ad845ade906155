import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import { makeTemporaryFolder } from "../support/temporary-folder.js";
import { callBroker, report } from "./broker-api.js";
import { type BrokerStage, startBroker } from "./broker-stage.js";
import { runRust, withoutRust } from "./pact-clients.js";
import { pactText, writePact } from "./pact-files.js";

const P = "p1";
const PRODUCTION = ["--to-environment", "production"];
const WEBHOOK = "d2181b32-8b03-4daf-8cc0-d9168b2f6fac";

describe("the unmodified Rust client", { skip: withoutRust }, () => {
  const folder = makeTemporaryFolder();
  let stage: BrokerStage;

  before(async () => {
    stage = await startBroker();
  });
  after(async () => {
    await stage.close();
    folder.remove();
  });

  /** Runs `pact broker …` and compares its exit code. @returns everything it wrote */
  async function broker(exitCode: number, command: string, ...more: readonly string[]): Promise<string> {
    const result = await runRust(stage, ["broker", ...command.split(" "), ...more]);
    const output = `${result.stdout}\n${result.stderr}`;
    assert.equal(result.exitCode, exitCode, `${command}\n${output}`);
    return output;
  }

  it("publishes, publishes again, is refused other content and merges", async () => {
    const file = writePact(folder.path, "c1", pactText("c1", P, ["/orders/1"]));
    const details = ["--branch", "main", "--tag", "dev", "--build-url", "https://ci.example/1"];
    const first = await broker(0, "publish -a 1", file, ...details);
    assert.match(first, /published/i);
    assert.doesNotMatch(first, /Failed to process/);
    await broker(0, "publish -a 1", file, ...details);
    const changed = writePact(folder.path, "changed", pactText("c1", P, ["/orders/1"], 2));
    assert.match(await broker(1, "publish -a 1", changed, "--branch", "main"), /Publish under a new version number/);
    const more = writePact(folder.path, "more", pactText("c1", P, ["/orders/2"]));
    await broker(0, "publish -a 1 --merge", more, "--branch", "main");
    const pact = await callBroker(stage, `GET /pacts/provider/${P}/consumer/c1/version/1`);
    assert.equal(pact.json<{ interactions: readonly unknown[] }>().interactions.length, 2);
  });

  it("manages environments", async () => {
    await broker(0, "create-environment --name production --production");
    assert.match(await broker(1, "create-environment --name production --production"), /already exists/);
    assert.match(await broker(0, "list-environments"), /production/);
    const listed = await callBroker(stage, "GET /environments");
    const { _embedded: embedded } = listed.json<{ _embedded: { environments: readonly { uuid: string }[] } }>();
    const [environment] = embedded.environments;
    const uuid = environment?.uuid ?? "";
    await broker(0, `update-environment --uuid ${uuid} --name production --display-name Plants --production`);
    assert.match(await broker(0, `describe-environment --uuid ${uuid}`), /Plants/);
    await broker(0, "create-environment --name short");
  });

  it("answers can-i-deploy by what is deployed, with unknown and failed as no", async () => {
    assert.match(await broker(1, "can-i-deploy -a c1 --version 1", ...PRODUCTION), /There is no version of p1/);
    await broker(0, `create-or-update-version -a ${P} --version 9 --branch main`);
    await broker(0, `record-deployment -a ${P} --version 9 --environment production --application-instance P100`);
    assert.match(await broker(1, "can-i-deploy -a c1 --version 1", ...PRODUCTION), /There is no verified pact/);
    await report(stage, [P, "c1", "1"], "9", false);
    assert.match(await broker(1, "can-i-deploy -a c1 --version 1", ...PRODUCTION), /failed/);
    await report(stage, [P, "c1", "1"], "9", true);
    assert.match(await broker(0, "can-i-deploy -a c1 --version 1", ...PRODUCTION), /Computer says yes/);
    await broker(0, "can-i-deploy -a c1 --branch main", ...PRODUCTION);
    await broker(0, `can-i-deploy -a c1 --version 1 -a ${P} --version 9`);
    await broker(1, "can-i-deploy -a nobody --version 1", ...PRODUCTION);
    await broker(1, "can-i-deploy -a c1 --version none", ...PRODUCTION);
    await broker(1, "can-i-deploy -a c1 --version 1 --to-environment nowhere");
    await broker(0, "can-i-merge -a c1 --version 1");
  });

  it("counts every version that lives in the environment, each instance for itself", async () => {
    await broker(0, `create-or-update-version -a ${P} --version 10 --branch main`);
    await broker(0, `record-deployment -a ${P} --version 10 --environment production --application-instance P300`);
    await broker(1, "can-i-deploy -a c1 --version 1", ...PRODUCTION);
    await broker(0, "can-i-deploy -a c1 --version 1", ...PRODUCTION, "--ignore", P);
    const retried = ["--retry-while-unknown", "2", "--retry-interval", "1"];
    await broker(1, "can-i-deploy -a c1 --version 1", ...PRODUCTION, ...retried);
    await broker(0, `record-deployment -a ${P} --version 9 --environment production --application-instance P300`);
    await broker(0, "can-i-deploy -a c1 --version 1", ...PRODUCTION);
    await broker(0, `record-undeployment -a ${P} --environment production --application-instance P300`);
    await broker(1, `record-undeployment -a ${P} --environment production --application-instance nowhere`);
  });

  it("records releases side by side until their support ends", async () => {
    await broker(0, `record-release -a ${P} --version 10 --environment production`);
    await broker(1, "can-i-deploy -a c1 --version 1", ...PRODUCTION);
    await broker(0, `record-support-ended -a ${P} --version 10 --environment production`);
    await broker(0, "can-i-deploy -a c1 --version 1", ...PRODUCTION);
  });

  it("manages pacticipants, versions, tags and branches", async () => {
    await broker(
      0,
      "create-or-update-pacticipant --name c1 --main-branch main --repository-url https://git.example/c1",
    );
    assert.match(await broker(0, "describe-pacticipant --name c1"), /git\.example/);
    assert.match(await broker(0, "list-pacticipants"), /c1/);
    await broker(0, "create-version-tag -a c1 --version 1 --tag prod");
    await broker(0, `create-version-tag -a ${P} --version 9 --tag prod`);
    await broker(0, "can-i-deploy -a c1 --latest --to prod");
    await broker(1, "can-i-deploy -a c1 --version 1 --to untagged");
    assert.match(await broker(0, "describe-version -a c1 --version 1"), /prod/);
    assert.match(await broker(0, "describe-version -a c1 --latest"), /prod/);
    await broker(0, "delete-version-tag -a c1 --version 1 --tag prod");
    assert.match(await broker(0, "list-latest-pact-versions"), /c1/);
    await broker(0, "delete-branch -a c1 --branch main");
    assert.match(await broker(0, "delete-branch -a c1 --branch main"), /not found/);
  });

  it("manages webhooks, over https only and without showing their secrets", async () => {
    const target = ["https://ci.example/hook", "-X", "POST", "--contract-published", "--user", "user:s3cret"];
    const made = await broker(0, `create-webhook --consumer c1 --provider ${P} --description hook`, ...target);
    assert.doesNotMatch(made, /s3cret/);
    assert.match(
      await broker(1, "create-webhook -X POST --contract-published http://ci.example/hook"),
      /must be https/,
    );
    await broker(0, `create-or-update-webhook --uuid ${WEBHOOK}`, ...target);
    await broker(0, `delete-webhook --uuid ${WEBHOOK}`);
    assert.match(await broker(0, `delete-webhook --uuid ${WEBHOOK}`), /not found/);
  });

  it("publishes the provider's own contract with pactflow", async () => {
    const document = writePact(
      folder.path,
      "openapi",
      `{"openapi":"3.1.0","info":{"title":"p1","version":"1"},"paths":{}}`,
    );
    const command =
      "pactflow publish-provider-contract --provider p1 --provider-app-version 9 --branch main " +
      "--content-type application/json --verification-exit-code 0 --verifier tests " +
      "--verification-results-content-type text/plain --verification-results";
    const result = await runRust(stage, [...command.split(" "), document, document]);
    assert.equal(result.exitCode, 0, `${result.stdout}\n${result.stderr}`);
  });

  it("is refused with wrong credentials and without the permission, and accepted with a token", async () => {
    const list = ["broker", "list-pacticipants"];
    const wrong = await runRust(stage, list, { PACT_BROKER_PASSWORD: "wrong" });
    assert.equal(wrong.exitCode, 1);
    assert.match(wrong.stdout + wrong.stderr, /401/);
    const mes = { PACT_BROKER_USERNAME: "mes", PACT_BROKER_PASSWORD: stage.strangerPassword };
    const stranger = await runRust(stage, list, mes);
    assert.equal(stranger.exitCode, 1);
    assert.match(stranger.stdout + stranger.stderr, /pact:read|403/);
    const bearer = { PACT_BROKER_USERNAME: "", PACT_BROKER_PASSWORD: "", PACT_BROKER_TOKEN: stage.token };
    assert.equal((await runRust(stage, list, bearer)).exitCode, 0);
  });
});
