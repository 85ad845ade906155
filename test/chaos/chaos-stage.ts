import { join } from "node:path";
import { projectRoot } from "../../src/config/project-root.js";
import { systemClock } from "../../src/kernel/clock.js";
import { migrateEngine } from "../../src/orchestration/dbos/migrate-engine.js";
import { withClient } from "../../src/platform/persistence/connect-client.js";
import { EmbeddedPostgres } from "../../src/platform/persistence/embedded-postgres.js";
import { migrate } from "../../src/platform/persistence/migrate.js";
import { NatsServer, natsMissing } from "../backbone/nats-server.js";
import { makeTemporaryFolder } from "../support/temporary-folder.js";
import type { ChaosStage } from "./chaos-run.js";

/**
 * Plays a run from the command line: on a database that syncs to disk and can be restarted, with NATS where it is
 * installed. Exit code 1 on any violation; the logs of the run are then kept.
 * @param title the first line, which tells how to repeat the run
 * @param play returns every violation
 */
export async function onChaosStage(title: string, play: (stage: ChaosStage) => Promise<string[]>): Promise<void> {
  const abort = new AbortController();
  for (const signal of ["SIGINT", "SIGTERM"] as const)
    process.once(signal, () => abort.abort(new Error("interrupted")));
  const say = makeSay();
  const cluster = new EmbeddedPostgres(join(projectRoot, ".cache", "chaos-postgres"), systemClock);
  const folder = makeTemporaryFolder();
  const fail = (reason: string): void => {
    process.exitCode = 1;
    say(`${reason}; ${title}, logs in ${folder.path}`);
  };
  let nats: NatsServer | undefined;
  say(title);
  try {
    const { databaseUrl: adminUrl } = await cluster.start();
    const databaseUrl = await createDatabase(adminUrl);
    nats = natsMissing() === undefined ? await NatsServer.start(join(folder.path, "nats")) : undefined;
    const restartPostgres = () => restart(cluster);
    const stage = { databaseUrl, folder: folder.path, say, signal: abort.signal, restartPostgres };
    const violations = await play(nats === undefined ? stage : { ...stage, nats });
    if (violations.length > 0) fail(`${violations.length} violations`);
    else {
      folder.remove();
      say("every guarantee held");
    }
  } catch (error) {
    fail(abort.signal.aborted ? "interrupted" : String(error instanceof Error ? error.stack : error));
  } finally {
    await nats?.kill();
    await cluster.stop();
  }
}

/** Lines with the seconds since the start before them. */
function makeSay(): (line: string) => void {
  const startMs = systemClock.monotonicMs();
  return (line) => {
    const seconds = ((systemClock.monotonicMs() - startMs) / 1000).toFixed(1).padStart(6);
    process.stdout.write(`${seconds}  ${line}\n`);
  };
}

/** As a crash does it, without a checkpoint; then on the same port again. */
async function restart(cluster: EmbeddedPostgres): Promise<void> {
  cluster.stopNow();
  await cluster.stop();
  await cluster.start();
}

/** The last run's database is replaced, so that a failed one can be looked into until then. */
async function createDatabase(adminUrl: string): Promise<string> {
  await withClient(adminUrl, async (client) => {
    await client.query("DROP DATABASE IF EXISTS chaos WITH (FORCE)");
    await client.query("CREATE DATABASE chaos TEMPLATE template0");
  });
  const url = new URL(adminUrl);
  url.pathname = "/chaos";
  await migrate(url.href, migrateEngine);
  return url.href;
}
