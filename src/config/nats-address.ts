import { ConfigurationError } from "./configuration-error.js";

/** Where the NATS servers are and who we are. */
export interface NatsAddress {
  /** Servers of one cluster. */
  readonly servers: readonly URL[];
  /** Absolute path. */
  readonly credentialsFile: string | undefined;
}

const PROTOCOLS = ["nats:", "tls:"];

/** @throws ConfigurationError naming the setting; never with the URL, which may hold a password */
export function readNatsAddress(url: string | undefined, credentialsFile: string | undefined): NatsAddress | undefined {
  if (url === undefined) {
    if (credentialsFile === undefined) return undefined;
    throw new ConfigurationError("INTERLOCK_NATS_CREDENTIALS is set without INTERLOCK_NATS_URL; set both, or neither.");
  }
  const servers = url.split(",").map((part) => toServer(part.trim()));
  return { servers, credentialsFile };
}

function toServer(text: string): URL {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (url !== undefined && PROTOCOLS.includes(url.protocol) && url.hostname !== "") return url;
  throw new ConfigurationError(
    "INTERLOCK_NATS_URL has a part that is no address of a NATS server; write nats://host:4222 or tls://host:4222, several separated by commas.",
  );
}
