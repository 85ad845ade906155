import { type ChildProcess, fork } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import autocannon from "autocannon";
import { readConfigurationWith } from "../src/config/configuration.js";
import { projectRoot } from "../src/config/project-root.js";
import { systemClock } from "../src/kernel/clock.js";
import { migrateEngine } from "../src/orchestration/public.js";
import { openAuditLog } from "../src/platform/audit/open-audit-log.js";
import { connectClient } from "../src/platform/persistence/connect-client.js";
import { EmbeddedPostgres } from "../src/platform/persistence/embedded-postgres.js";
import { migrate } from "../src/platform/persistence/migrate.js";
import { openDatabase } from "../src/platform/persistence/open-database.js";
import { orderSample } from "./accept/order-sample.js";
import { type Tokens, createPeople, nextMinorVersion, takeTokens } from "./switch/contract-people.js";

/**
 * Switches what two gateway processes serve, again and again, while orders are released at both: not one request of
 * REQUESTS may fail, and each process must follow within FOLLOW_MS_MAX. Exits 1 otherwise.
 */
const REQUESTS = 10_000;
/** Before, without any switch, to compare with. */
const QUIET_REQUESTS = 2_000;
const CONNECTIONS = 16;
/** Of each process: brisk, and not so much that everything waits for the processor. */
const REQUESTS_PER_SECOND = 150;
const SWITCH_PAUSE_MS = 700;
const FOLLOW_MS_MAX = 1_000;
/** A turn of the loop longer than this is felt by every request of the process; a busy machine has such turns anyway. */
const LOOP_DELAY_MS_MAX = 50;
const LOOP_DELAY_RATIO_MAX = 1.5;

interface Gateway {
  readonly process: ChildProcess;
  readonly url: string;
}

const here = dirname(fileURLToPath(import.meta.url));
const cluster = new EmbeddedPostgres(join(projectRoot, ".cache", "bench-switch-postgres"), systemClock);
const folders: string[] = [];

function makeFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), "interlock-switch-"));
  folders.push(folder);
  return folder;
}

async function startGateway(databaseUrl: string, dataDir: string, keysDir: string): Promise<Gateway> {
  const child = fork(join(here, "switch", "server.js"), [databaseUrl, dataDir, keysDir], {
    stdio: ["ignore", "ignore", "inherit", "ipc"],
  });
  const [message] = (await once(child, "message")) as [{ url: string }];
  return { process: child, url: message.url };
}

async function loopDelay({ process: child }: Gateway): Promise<{ loopDelayMsMax: number; loopDelayMsP99: number }> {
  child.send("delay");
  const [message] = (await once(child, "message")) as [{ loopDelayMsMax: number; loopDelayMsP99: number }];
  return message;
}

async function post<T>(url: string, path: string, token: string, body: object): Promise<T> {
  const headers = { authorization: `Bearer ${token}`, "content-type": "application/json" };
  const answer = await fetch(url + path, { method: "POST", headers, body: JSON.stringify(body) });
  if (!answer.ok) throw new Error(`${path}: ${answer.status} ${await answer.text()}`);
  return (await answer.json()) as T;
}

/** Takes a second version of the contract through the gate; returns the promotions of both. */
async function promoteSecond(url: string, tokens: Tokens): Promise<readonly [string, string]> {
  const headers = { authorization: `Bearer ${tokens.owner}` };
  const list = (await (await fetch(`${url}/platform/v1/promotions`, { headers })).json()) as {
    items: { id: string }[];
  };
  const { version } = await post<{ version: { digest: string } }>(
    url,
    "/platform/v1/contracts",
    tokens.architect,
    nextMinorVersion(),
  );
  const route = `/platform/v1/contracts/${version.digest}`;
  const status = await post<{ evaluation: { evidenceHash: string } }>(url, `${route}:submit`, tokens.architect, {});
  const { evidenceHash } = status.evaluation;
  await post(url, `${route}:approve`, tokens.owner, { evidenceHash, reason: "measurement" });
  const second = await post<{ id: string }>(url, `${route}:promote`, tokens.owner, { reason: "measurement" });
  return [list.items[0]?.id ?? "", second.id];
}

let orderCount = 0;

async function load(
  { url }: Gateway,
  token: string,
  amount: number,
  seen: Map<string, number>,
): Promise<autocannon.Result> {
  const options: autocannon.Options = {
    url: `${url}/production-order/v1/orders`,
    connections: CONNECTIONS,
    amount,
    overallRate: REQUESTS_PER_SECOND,
    timeout: 30,
    method: "POST",
    requests: [
      {
        setupRequest: (request) => {
          const orderNumber = `S${process.pid}-${++orderCount}`;
          const headers = {
            "content-type": "application/json",
            authorization: `Bearer ${token}`,
            "idempotency-key": orderNumber,
          };
          return { ...request, headers, body: JSON.stringify(orderSample(orderNumber)) };
        },
        onResponse: (_status, _body, _context, headers) => {
          const given = (headers as Record<string, unknown> | undefined)?.["interlock-promotion"];
          const promotion = typeof given === "string" ? given : "none";
          seen.set(promotion, (seen.get(promotion) ?? 0) + 1);
        },
      },
    ],
  };
  return await autocannon(options);
}

/** Time until every gateway answers under a promotion. */
async function followMs(gateways: readonly Gateway[], token: string, promotion: string): Promise<number> {
  const start = performance.now();
  const headers = { authorization: `Bearer ${token}` };
  for (const { url } of gateways) {
    for (;;) {
      const answer = await fetch(`${url}/production-order/v1/operations/none`, { headers });
      await answer.arrayBuffer();
      if (answer.headers.get("interlock-promotion") === promotion) break;
      await delay(10);
    }
  }
  return performance.now() - start;
}

async function switchUntil(
  gateways: readonly Gateway[],
  tokens: Tokens,
  sets: readonly string[],
  isDone: () => boolean,
): Promise<number[]> {
  const times: number[] = [];
  for (let turn = 0; !isDone(); turn++) {
    const to = sets[turn % 2] ?? "";
    await post(gateways[0]?.url ?? "", "/platform/v1/promotions:rollback", tokens.owner, {
      to,
      reason: `switch ${turn}`,
    });
    times.push(await followMs(gateways, tokens.erp, to));
    await delay(SWITCH_PAUSE_MS);
  }
  return times;
}

async function run(): Promise<boolean> {
  const { databaseUrl: adminUrl } = await cluster.start();
  const admin = await connectClient(adminUrl);
  await admin.query(`CREATE DATABASE switch_${process.pid}`);
  await admin.end();
  const databaseUrl = Object.assign(new URL(adminUrl), { pathname: `/switch_${process.pid}` }).href;
  await migrate(databaseUrl, migrateEngine);
  const database = await openDatabase(readConfigurationWith({ INTERLOCK_DATABASE_URL: databaseUrl }), () => undefined);
  const keysDir = makeFolder();
  const auditLog = openAuditLog({ auditKeysDir: keysDir }, systemClock);
  const secrets = await createPeople(database, auditLog);
  const gateways: Gateway[] = [];
  try {
    for (let index = 0; index < 2; index++) {
      gateways.push(await startGateway(databaseUrl, makeFolder(), keysDir));
    }
    const [first, second] = await Promise.all(gateways.map(({ url }) => takeTokens(url, secrets)));
    if (first === undefined || second === undefined) throw new Error("a gateway is missing");
    return await measure(gateways, [first, second]);
  } finally {
    for (const { process: child } of gateways) child.kill("SIGKILL");
    await database.close();
  }
}

async function measure(
  gateways: readonly Gateway[],
  [tokens, otherTokens]: readonly [Tokens, Tokens],
): Promise<boolean> {
  const sets = await promoteSecond(gateways[0]?.url ?? "", tokens);
  await followMs(gateways.slice(0, 1), tokens.erp, sets[1]);
  const release = async (amount: number, seen: Map<string, number>): Promise<autocannon.Result[]> =>
    await Promise.all(
      gateways.map((gateway, index) => load(gateway, (index === 0 ? tokens : otherTokens).erp, amount / 2, seen)),
    );
  const turns = async (): Promise<number> =>
    Math.max(
      ...(await Promise.all(gateways.map((gateway) => loopDelay(gateway)))).map(({ loopDelayMsP99 }) => loopDelayMsP99),
    );
  await turns();
  await release(QUIET_REQUESTS, new Map());
  const quietMs = await turns();
  const seen = new Map<string, number>();
  let isDone = false;
  const loads = release(REQUESTS, seen).finally(() => (isDone = true));
  const times = await switchUntil(gateways, tokens, sets, () => isDone);
  const results = await loads;
  return report(results, times, seen, { quietMs, switchingMs: await turns() });
}

interface LoopTurns {
  readonly quietMs: number;
  readonly switchingMs: number;
}

function report(
  results: readonly autocannon.Result[],
  times: readonly number[],
  seen: ReadonlyMap<string, number>,
  { quietMs, switchingMs }: LoopTurns,
): boolean {
  const answered = results.reduce((sum, result) => sum + result["2xx"], 0);
  const failed = results.reduce((sum, result) => sum + result.non2xx + result.errors + result.timeouts, 0);
  const slowest = Math.max(0, ...times);
  console.log(
    `${answered} of ${REQUESTS} orders released at two processes, ${failed} failed, ${times.length} switches meanwhile`,
  );
  for (const [promotion, count] of seen)
    console.log(`  ${String(count).padStart(6)} answers under promotion ${promotion}`);
  const average = times.reduce((sum, ms) => sum + ms, 0) / times.length;
  console.log(
    `until both processes followed: ${average.toFixed(0)} ms on average, ${slowest.toFixed(0)} ms at most (limit ${FOLLOW_MS_MAX})`,
  );
  console.log(
    `turn of the loop p99: ${switchingMs.toFixed(1)} ms while switching, ${quietMs.toFixed(1)} ms before (limit ${LOOP_DELAY_MS_MAX})`,
  );
  const isGood = failed === 0 && answered === REQUESTS && times.length >= 2 && seen.size >= 2;
  const isQuick =
    slowest <= FOLLOW_MS_MAX && switchingMs <= Math.max(LOOP_DELAY_MS_MAX, LOOP_DELAY_RATIO_MAX * quietMs);
  console.log(
    isGood && isQuick ? "passed" : `failed: ${isGood ? "too slow" : "requests failed, or nothing was switched"}`,
  );
  return isGood && isQuick;
}

try {
  process.exitCode = (await run()) ? 0 : 1;
} finally {
  await cluster.stop();
  for (const folder of folders) rmSync(folder, { recursive: true, force: true });
}
