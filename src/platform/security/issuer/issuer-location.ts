import type { Configuration } from "../../../config/configuration.js";

/**
 * The address under which clients reach the gateway, which is also the name of the embedded issuer (RFC 8414 §2).
 * With port 0 the address is known only when the gateway listens; whoever starts it calls `settle` then.
 */
export class IssuerLocation {
  #url: string;

  constructor(configuration: Pick<Configuration, "publicUrl" | "host" | "port" | "tls">) {
    this.#url = withoutSlash(configuration.publicUrl ?? addressOf(configuration));
  }

  /** Without a slash at its end. */
  get url(): string {
    return this.#url;
  }

  /** Replaces the address; tokens made before carry the old one and are refused from now on. */
  settle(url: string): void {
    this.#url = withoutSlash(url);
  }
}

function addressOf({ host, port, tls }: Pick<Configuration, "host" | "port" | "tls">): string {
  return `${tls === undefined ? "http" : "https"}://${host.includes(":") ? `[${host}]` : host}:${port}`;
}

function withoutSlash(url: string): string {
  return url.endsWith("/") ? url.slice(0, -1) : url;
}
