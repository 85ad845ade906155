import type { Configuration } from "../../config/configuration.js";
import { EnvironmentError } from "../../config/environment-error.js";
import { systemClock } from "../../kernel/clock.js";
import { errorCode } from "../../platform/persistence/connect-client.js";
import { isConnectionLoss } from "../../platform/persistence/connection-loss.js";
import { isPortFree } from "../../platform/persistence/free-port.js";
import { runSteps } from "../progress.js";

/** A running gateway, worker or both. */
export interface StartedServer {
  /** Where the gateway listens. */
  readonly url: string;
  /** Drains work in progress, then ends. */
  stop(): Promise<void>;
}

/** Fails before anything is started when the port is in use. @throws EnvironmentError */
export async function requireFreePort(port: number, host: string, setting: string): Promise<void> {
  if (port !== 0 && !(await isPortFree(port, host))) throw portTaken(port, host, setting);
}

/**
 * Starts the server of the configuration, whose database is set and migrated, or away when `isDetached` says so.
 */
export async function startGateway({
  isDetached = false,
  ...configuration
}: Configuration & { readonly isDetached?: boolean }): Promise<StartedServer> {
  const { startServer } = await import("../../main.js");
  try {
    const server = await runSteps(systemClock, (onProgress) => startServer(configuration, { onProgress, isDetached }));
    return { url: server.url, stop: () => server.close() };
  } catch (error) {
    if (errorCode(error) === "EADDRINUSE") throw portTaken(configuration.port, configuration.host, "INTERLOCK_PORT");
    if (!isConnectionLoss(error) || errorCode(error) === "ENOENT") throw error;
    throw databaseLost(error);
  }
}

/** Nothing is half-done by it: whoever supervises the process starts it again. */
function databaseLost(cause: unknown): EnvironmentError {
  const reason = cause instanceof Error ? cause.message : String(cause);
  return new EnvironmentError(
    `The connection to the database was lost during the start (${reason}); start Interlock again when the database is back.`,
    { cause },
  );
}

function portTaken(port: number, host: string, setting: string): EnvironmentError {
  return new EnvironmentError(
    `Port ${port} on ${host} is taken by another program; stop that one, or choose another port with ${setting}.`,
  );
}
