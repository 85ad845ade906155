import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { orderSample } from "../../bench/accept/order-sample.js";
import { readConfiguration } from "../../src/config/configuration.js";
import { systemClock } from "../../src/kernel/clock.js";
import { DatabaseLog } from "../../src/platform/audit/export/database-log.js";
import { verifyDatabase } from "../../src/platform/audit/export/verify-database.js";
import { openAuditLog } from "../../src/platform/audit/open-audit-log.js";
import { AuditKeys } from "../../src/platform/audit/checkpoint/audit-keys.js";
import { NodeChronicle } from "../../src/platform/audit/node/node-chronicle.js";
import { Sequencer } from "../../src/platform/audit/sequencer/sequencer.js";
import type { Report } from "../../src/platform/audit/verifier/verify.js";
import { findFreePort } from "../../src/platform/persistence/free-port.js";
import { type Database, openDatabase } from "../../src/platform/persistence/open-database.js";
import { createClientStore } from "../../src/platform/security/public.js";
import { interlockArguments } from "../support/run-interlock.js";

/** How often, on which database, and where the keys and logs of the run are. */
export interface KillPlan {
  readonly kills: number;
  readonly databaseUrl: string;
  readonly folder: string;
  /** Moment of the next kill after the first order was sent, in ms. */
  readonly nextMomentMs: () => number;
}

/** What was found after the last kill. */
export interface KillResult {
  readonly orders: number;
  /** Orders without an entry and entries without an order. */
  readonly changesWithoutEntry: number;
  readonly entriesWithoutChange: number;
  readonly report: Report;
}

const CONNECTIONS = 16;
const COUNTS = `
  SELECT (SELECT count(*)::int FROM il.production_order) AS orders,
    (SELECT count(*)::int FROM il.production_order o WHERE 1 <> (
      SELECT count(*) FROM il.audit_entry e WHERE e.resource_id = o.id AND e.action = 'order:release'))
      AS "changesWithoutEntry",
    (SELECT count(*)::int FROM il.audit_entry e WHERE e.action = 'order:release'
      AND NOT EXISTS (SELECT 1 FROM il.production_order o WHERE o.id = e.resource_id)) AS "entriesWithoutChange"`;

/** Kills a real gateway with SIGKILL while it accepts orders, again and again, and looks at what is left. */
export async function killDuringAccept(plan: KillPlan): Promise<KillResult> {
  const settings = {
    INTERLOCK_DATABASE_URL: plan.databaseUrl,
    INTERLOCK_DATA_DIR: plan.folder,
    INTERLOCK_LOG_FILE: join(plan.folder, "gateway.log"),
  };
  const configuration = readConfiguration(settings);
  const database = await openDatabase(configuration, () => undefined);
  try {
    const authorization = await makeClient(database, configuration);
    for (let kill = 0; kill < plan.kills; kill++) {
      const port = await findFreePort();
      const server = await startGateway({ ...settings, INTERLOCK_PORT: String(port) });
      await acceptUntilKilled(`http://127.0.0.1:${port}`, authorization, server, plan.nextMomentMs());
    }
    return await judge(database, configuration);
  } finally {
    await database.close();
  }
}

type Configuration = ReturnType<typeof readConfiguration>;

async function makeClient({ unitOfWork }: Database, configuration: Configuration): Promise<string> {
  const log = openAuditLog(configuration, systemClock);
  const { clientId, clientSecret } = await unitOfWork.run((tx) =>
    createClientStore(systemClock, log).create(tx, {
      clientId: "erp",
      name: "ERP",
      kind: "SERVICE",
      grants: [{ role: "erp-service", plants: "*" }],
    }),
  );
  await new NodeChronicle(unitOfWork, log).stop();
  return `Basic ${Buffer.from(`${clientId}:${clientSecret}`).toString("base64")}`;
}

async function startGateway(settings: Readonly<Record<string, string>>): Promise<ChildProcess> {
  const server = spawn(process.execPath, interlockArguments(["serve", "--role", "gateway"]), {
    env: { PATH: "/usr/sbin:/usr/bin:/sbin:/bin", ...settings },
    stdio: ["ignore", "ignore", "pipe"],
  });
  let words = "";
  const ready = Promise.withResolvers<void>();
  server.stderr.on("data", (chunk: Buffer) => {
    words += chunk.toString();
    if (words.includes("ready at")) ready.resolve();
  });
  server.once("exit", (code) => ready.reject(new Error(`the gateway ended with ${code ?? "a signal"}: ${words}`)));
  await ready.promise;
  return server;
}

async function acceptUntilKilled(
  url: string,
  authorization: string,
  server: ChildProcess,
  momentMs: number,
): Promise<void> {
  const headers = { authorization, "content-type": "application/x-www-form-urlencoded" };
  const answer = await fetch(`${url}/oauth/token`, { method: "POST", headers, body: "grant_type=client_credentials" });
  const { access_token: token } = (await answer.json()) as { access_token: string };
  const clients = Array.from({ length: CONNECTIONS }, (_, client) => sendOrders(url, token, `${server.pid}-${client}`));
  await delay(momentMs);
  const ended = once(server, "exit");
  server.kill("SIGKILL");
  await ended;
  await Promise.all(clients);
}

/** Sends orders until the server is gone. */
async function sendOrders(url: string, token: string, prefix: string): Promise<void> {
  for (let count = 0; ; count++) {
    const orderNumber = `${prefix}-${count}`;
    const headers = {
      authorization: `Bearer ${token}`,
      "content-type": "application/json",
      "idempotency-key": orderNumber,
    };
    const body = JSON.stringify(orderSample(orderNumber));
    try {
      const answer = await fetch(`${url}/production-order/v1/orders`, { method: "POST", headers, body });
      await answer.body?.cancel();
    } catch {
      return;
    }
  }
}

async function judge({ unitOfWork }: Database, configuration: Configuration): Promise<KillResult> {
  const log = openAuditLog(configuration, systemClock);
  const sequencer = new Sequencer(unitOfWork, log, AuditKeys.open(configuration.auditKeysDir));
  while ((await sequencer.runRound(true)).sequenced > 0);
  const report = await verifyDatabase(unitOfWork, new DatabaseLog(unitOfWork), { node: log.node });
  if (report === undefined) throw new Error("nothing was sequenced");
  const [counts] = await unitOfWork.read<Omit<KillResult, "report">>(COUNTS);
  if (counts === undefined) throw new Error("nothing was counted");
  return { ...counts, report };
}
