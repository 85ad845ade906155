import { parentPort, workerData } from "node:worker_threads";
import { Client } from "pg";
import { systemClock } from "../../kernel/clock.js";
import { BEAT } from "./executor.store.js";
import type { HeartbeatMessage, HeartbeatSettings } from "./heartbeat.js";

/**
 * Beats from a thread with a connection of its own, so that neither a busy event loop nor an exhausted pool makes
 * this process look dead. A main thread that has not answered for a minute is stuck, and then the beat must end.
 */
const MAIN_THREAD_SILENCE_MS_MAX = 60_000;

const settings = workerData as HeartbeatSettings;
let client: Client | undefined;
let lastBeatMs = systemClock.monotonicMs();
let lastHeardMs = lastBeatMs;
let isBeating = false;
let isMissing = false;
let isBusy = false;

parentPort?.on("message", () => {
  lastHeardMs = systemClock.monotonicMs();
});
setInterval(() => void beat(), settings.intervalMs);
void beat();

async function beat(): Promise<void> {
  tellIfSilent();
  if (isBusy || systemClock.monotonicMs() - lastHeardMs > MAIN_THREAD_SILENCE_MS_MAX) return;
  isBusy = true;
  try {
    client ??= await connect();
    await client.query(BEAT, [settings.executorId, settings.host, settings.pid]);
    lastBeatMs = systemClock.monotonicMs();
    isMissing = false;
    tell(true);
  } catch (error) {
    drop();
    if (!isMissing) send({ kind: "missed", reason: error instanceof Error ? error.message : String(error) });
    isMissing = true;
  } finally {
    isBusy = false;
  }
}

function tellIfSilent(): void {
  if (systemClock.monotonicMs() - lastBeatMs > settings.timeoutMs) tell(false);
}

function tell(beating: boolean): void {
  if (beating !== isBeating) send({ kind: beating ? "beating" : "silent" });
  isBeating = beating;
}

function send(message: HeartbeatMessage): void {
  parentPort?.postMessage(message);
}

async function connect(): Promise<Client> {
  const fresh = new Client({
    connectionString: settings.databaseUrl,
    application_name: "interlock heartbeat",
    connectionTimeoutMillis: settings.timeoutMs,
    query_timeout: settings.timeoutMs,
    statement_timeout: settings.timeoutMs,
  });
  fresh.on("error", drop);
  await fresh.connect();
  return fresh;
}

function drop(): void {
  const lost = client;
  client = undefined;
  lost?.end().catch(() => undefined);
}
