import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import { makeTemporaryFolder } from "../support/temporary-folder.js";
import { report } from "./broker-api.js";
import { type BrokerStage, startBroker } from "./broker-stage.js";
import { runRuby, withoutRuby } from "./pact-clients.js";
import { pactText, writePact } from "./pact-files.js";

const IN_PRODUCTION = "--environment production";

describe("the unmodified Ruby client", { skip: withoutRuby }, () => {
  const folder = makeTemporaryFolder();
  let stage: BrokerStage;

  before(async () => {
    stage = await startBroker();
  });
  after(async () => {
    await stage.close();
    folder.remove();
  });

  async function broker(exitCode: number, command: string, ...more: readonly string[]): Promise<string> {
    const result = await runRuby(stage, [...command.split(" "), ...more]);
    const output = `${result.stdout}\n${result.stderr}`;
    assert.equal(result.exitCode, exitCode, `${command}\n${output}`);
    return output;
  }

  it("publishes, and is refused other content for the same version", async () => {
    const file = writePact(folder.path, "c1", pactText("c1", "p1", ["/orders/1"]));
    assert.match(await broker(0, `publish ${file} -a 1 --branch main --tag dev`), /published/);
    const changed = writePact(folder.path, "changed", pactText("c1", "p1", ["/orders/1"], 2));
    assert.match(await broker(1, `publish ${changed} -a 1 --branch main`), /Cannot change the content/);
  });

  it("tells co-resident versions apart although it asks for the newest provider only", async () => {
    await broker(0, "create-environment --name production --production");
    for (const number of ["9", "10"]) {
      await report(stage, ["p1", "c1", "1"], number, number === "10");
      await broker(0, `record-release -a p1 --version ${number} ${IN_PRODUCTION}`);
    }
    await broker(1, "can-i-deploy -a c1 --version 1 --to-environment production");
    await broker(0, `record-support-ended -a p1 --version 9 ${IN_PRODUCTION}`);
    await broker(0, "can-i-deploy -a c1 --version 1 --to-environment production");
  });

  it("records deployments, describes versions and tags them", async () => {
    await broker(0, `record-deployment -a p1 --version 10 ${IN_PRODUCTION}`);
    await broker(0, `record-undeployment -a p1 ${IN_PRODUCTION}`);
    assert.match(await broker(0, "describe-version -a c1"), /dev/);
    assert.match(await broker(0, "list-latest-pact-versions"), /c1/);
    await broker(0, "create-version-tag -a c1 --version 1 --tag prod");
    await broker(1, "can-i-deploy -a nobody --version 1 --to-environment production");
  });
});
