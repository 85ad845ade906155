import { type Configuration, gatewayUrl } from "../../config/configuration.js";
import { isPortFree } from "../../platform/persistence/free-port.js";
import { type CheckResult, notRun, runCheck } from "./check.js";

const TIMEOUT_MS = 3_000;

/** The gateway and, where the demo runs, the simulators. */
export async function checkServers(configuration: Configuration): Promise<CheckResult[]> {
  const { erpSimulatorPort, mesSimulatorPort } = configuration;
  return [
    await checkGateway(configuration),
    await checkSimulator("ERP simulator", erpSimulatorPort),
    await checkSimulator("MES simulator", mesSimulatorPort),
  ];
}

async function checkGateway(configuration: Configuration): Promise<CheckResult> {
  const url = gatewayUrl(configuration);
  const isLocal = configuration.publicUrl === undefined;
  if (isLocal && (await isPortFree(configuration.port, configuration.host))) {
    return notRun("gateway", `not running; port ${configuration.port} is free`);
  }
  return await runCheck("gateway", () => checkReady(url));
}

async function checkReady(url: string): Promise<string> {
  const live = await get(`${url}/livez`);
  if (live === undefined || !live.ok) {
    throw new Error(`${url} is not answered by Interlock; stop the other program, or correct INTERLOCK_PORT.`);
  }
  const ready = await get(`${url}/readyz`);
  if (ready?.ok === true) return `ready at ${url}`;
  const reason = ready === undefined ? "no answer" : (await ready.text()).slice(0, 300);
  throw new Error(`${url} runs but is not ready: ${reason}`);
}

/** Only `interlock up` starts simulators, so a system without them is not ill. */
async function checkSimulator(check: string, port: number): Promise<CheckResult> {
  const url = `http://127.0.0.1:${port}`;
  const answer = await get(`${url}/healthz`);
  if (answer === undefined) return { check, state: "absent", detail: `nothing answers at ${url}` };
  return { check, state: answer.ok ? "ok" : "failed", detail: `answers ${answer.status} at ${url}` };
}

async function get(url: string): Promise<Response | undefined> {
  return await fetch(url, { signal: AbortSignal.timeout(TIMEOUT_MS), redirect: "error" }).catch(() => undefined);
}
