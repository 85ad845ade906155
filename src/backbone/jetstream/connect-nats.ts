import { readFileSync } from "node:fs";
import { connect, credsAuthenticator, type NatsConnection } from "@nats-io/transport-node";
import type { NatsAddress } from "../../config/nats-address.js";

const CONNECT_TIMEOUT_MS = 3_000;
const RECONNECT_WAIT_MS = 500;

/** One connection that comes back by itself. User and password are those of the first server. @throws Error */
export async function connectNats({ servers, credentialsFile }: NatsAddress): Promise<NatsConnection> {
  const [first] = servers;
  const hasUser = first !== undefined && first.username !== "";
  return await connect({
    servers: servers.map(({ host }) => host),
    name: "interlock",
    timeout: CONNECT_TIMEOUT_MS,
    maxReconnectAttempts: -1,
    reconnectTimeWait: RECONNECT_WAIT_MS,
    ...(hasUser ? { user: decodeURIComponent(first.username), pass: decodeURIComponent(first.password) } : {}),
    ...(credentialsFile === undefined ? {} : { authenticator: credsAuthenticator(readFileSync(credentialsFile)) }),
    ...(servers.some(({ protocol }) => protocol === "tls:") ? { tls: {} } : {}),
  });
}
