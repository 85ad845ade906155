import type { FastifyRequest } from "fastify";

/** Where the registry is mounted below the public address of the gateway. */
export const BROKER_PATH = "/pact-broker";

/** A HAL link. */
export interface Link {
  readonly href: string;
  readonly title?: string;
  readonly name?: string;
  readonly templated?: true;
}

/**
 * Addresses of the registry's resources, absolute as Pact clients need them. The layout of the paths is part of what
 * clients rely on: many build them themselves instead of following the relation.
 */
export class BrokerLinks {
  constructor(readonly base: string) {}

  /** @param publicUrl address of the gateway */
  static below(publicUrl: string): BrokerLinks {
    return new BrokerLinks(`${publicUrl.replace(/\/+$/, "")}${BROKER_PATH}`);
  }

  /** @param segments each is encoded, so that a branch `feature/x` stays one segment */
  to(...segments: readonly string[]): string {
    return [this.base, ...segments.map(encodeURIComponent)].join("/");
  }

  /** @param template path with `{parameters}`, sent as it is */
  template(template: string, title?: string): Link {
    const named = title === undefined ? {} : { title };
    return { href: `${this.base}${template}`, ...named, templated: true };
  }

  participant(name: string): string {
    return this.to("pacticipants", name);
  }

  version(participant: string, number: string): string {
    return this.to("pacticipants", participant, "versions", number);
  }

  branch(participant: string, branch: string): string {
    return this.to("pacticipants", participant, "branches", branch);
  }

  branchVersion(participant: string, branch: string, number: string): string {
    return this.to("pacticipants", participant, "branches", branch, "versions", number);
  }

  tag(participant: string, number: string, tag: string): string {
    return `${this.version(participant, number)}/tags/${encodeURIComponent(tag)}`;
  }

  pair(provider: string, consumer: string): string {
    return this.to("pacts", "provider", provider, "consumer", consumer);
  }

  pact(provider: string, consumer: string, number: string): string {
    return `${this.pair(provider, consumer)}/version/${encodeURIComponent(number)}`;
  }

  /** @param metadata what the verifier hands back with its result */
  content(provider: string, consumer: string, sha: string, metadata?: string): string {
    const suffix = metadata === undefined ? "" : `/metadata/${encodeURIComponent(metadata)}`;
    return `${this.pair(provider, consumer)}/pact-version/${sha}${suffix}`;
  }

  environment(id: string): string {
    return this.to("environments", id);
  }
}

/**
 * The base is the public address of the settings; without one, the address the request was sent to. Forwarded headers are
 * believed from declared proxies only (`INTERLOCK_TRUSTED_PROXIES`), which Fastify decides for protocol and host; the
 * prefix follows the same decision, because a stranger's prefix would end up in links that others follow.
 */
export function linksOf(request: FastifyRequest, publicUrl: string | undefined): BrokerLinks {
  if (publicUrl !== undefined) return BrokerLinks.below(publicUrl);
  return new BrokerLinks(`${request.protocol}://${request.host}${prefixOf(request)}${BROKER_PATH}`);
}

const PREFIX = /^(?:\/[A-Za-z0-9._~-]+)+$/;

function prefixOf(request: FastifyRequest): string {
  const prefix = request.headers["x-forwarded-prefix"];
  // Behind a declared proxy the list of addresses has more than the connection's own.
  const isForwarded = (request.ips?.length ?? 0) > 1;
  return isForwarded && typeof prefix === "string" && PREFIX.test(prefix) ? prefix : "";
}
