import assert from "node:assert/strict";
import { readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { after, before, describe, it } from "node:test";
import { systemClock } from "../../src/kernel/clock.js";
import { EmbeddedPostgres } from "../../src/platform/persistence/embedded-postgres.js";
import { runInterlock } from "../support/run-interlock.js";
import { choosePlace, type InterlockPlace, RunningInterlock } from "../support/running-interlock.js";
import { makeTemporaryFolder } from "../support/temporary-folder.js";

/** The tests follow one installation from its first start on. */
describe("interlock up", () => {
  const folder = makeTemporaryFolder();
  let place: InterlockPlace;
  let postgres: EmbeddedPostgres;
  let running: RunningInterlock | undefined;

  before(async () => {
    place = await choosePlace(folder.path);
    postgres = new EmbeddedPostgres(place.dataDir, systemClock);
  });
  after(async () => {
    await running?.interrupt();
    await postgres.stop();
    folder.remove();
  });

  it("starts everything from nothing and says what runs where and what to try next", async () => {
    running = await RunningInterlock.start(place);
    for (const text of [place.gatewayUrl, place.erpUrl, place.mesUrl, "credentials.json", "npm run demo"]) {
      assert.ok(running.output.includes(text), running.output);
    }
    assert.doesNotMatch(running.output, /^\{/m, "the log belongs into its file");
    assert.match(readFileSync(join(place.dataDir, "interlock.log"), "utf8"), /"event":"orchestration\.started"/);
    assert.equal(statSync(join(place.dataDir, "credentials.json")).mode & 0o777, 0o600);
    for (const url of [`${place.gatewayUrl}/readyz`, `${place.erpUrl}/healthz`, `${place.mesUrl}/healthz`]) {
      assert.equal((await fetch(url)).status, 200, url);
    }
  });

  it("gives each client of the credentials file a token", async () => {
    for (const client of ["erp-simulator", "mes-simulator", "b2mml-import", "operator", "auditor"]) {
      const { exitCode, stdout, stderr } = await runInterlock(["token", "--client", client], place.settings);
      assert.equal(exitCode, 0, stderr);
      assert.match(stdout, /^\S+\n$/);
    }
  });

  it("is found healthy by the doctor", async () => {
    const { exitCode, stdout } = await runInterlock(["doctor", "--json"], place.settings);
    const { checks } = JSON.parse(stdout) as { checks: { check: string; state: string }[] };
    assert.deepEqual(
      checks.filter(({ state }) => state !== "ok"),
      [],
    );
    assert.equal(exitCode, 0);
  });

  it("leaves nothing running after Ctrl-C", async () => {
    assert.equal(await running?.interrupt(), 0);
    await assertNothingAnswers(place);
    assert.equal(postgres.runningUrl(), undefined);
  });

  it("keeps its data and its secrets over a restart", async () => {
    const credentials = readFileSync(join(place.dataDir, "credentials.json"), "utf8");
    running = await RunningInterlock.start(place);
    assert.equal(readFileSync(join(place.dataDir, "credentials.json"), "utf8"), credentials);
  });

  it("takes over the database that a kill -9 left behind, whose simulators have ended by themselves", async () => {
    await running?.kill();
    await assertNothingAnswers(place);
    const orphan = postgres.runningUrl();
    assert.notEqual(orphan, undefined);
    running = await RunningInterlock.start(place);
    assert.match(running.output, /taken over after a crash/);
    assert.equal(postgres.runningUrl(), orphan);
    assert.equal(await running.interrupt(), 0);
    assert.equal(postgres.runningUrl(), undefined);
  });
});

/** A process that was told to end may need a moment for it; one that stays fails the test by its time limit. */
async function assertNothingAnswers({ gatewayUrl, erpUrl, mesUrl }: InterlockPlace): Promise<void> {
  for (const url of [gatewayUrl, erpUrl, mesUrl]) {
    while (
      await fetch(url).then(
        () => true,
        () => false,
      )
    )
      await delay(50);
  }
}
