import type { Environment, Presence } from "../environments/environment.js";
import type { BrokerLinks } from "./broker-links.js";

/** An environment as Pact clients read it. */
export function environmentResource(environment: Environment, links: BrokerLinks): object {
  const { id, name, displayName, isProduction, contacts, createdAt, updatedAt } = environment;
  const self = links.environment(id);
  return {
    uuid: id,
    name,
    displayName: displayName ?? name,
    production: isProduction,
    ...(contacts.length === 0 ? {} : { contacts }),
    createdAt,
    updatedAt,
    _links: {
      self: { href: self, title: "Environment", name },
      "pb:environments": { href: links.to("environments"), title: "Environments" },
      "pb:currently-deployed-deployed-versions": { href: `${self}/deployed-versions/currently-deployed` },
      "pb:currently-supported-released-versions": { href: `${self}/released-versions/currently-supported` },
    },
  };
}

/** A deployed or released version as Pact clients read it. */
export function presenceResource(presence: Presence, links: BrokerLinks): object {
  const { id, kind, participant, number, environmentId, environment, isProduction, instance, startedAt, endedAt } =
    presence;
  const isDeployed = kind === "DEPLOYED";
  const ended = endedAt === null ? {} : { [isDeployed ? "undeployedAt" : "supportEndedAt"]: endedAt };
  const state = isDeployed
    ? {
        currentlyDeployed: endedAt === null,
        ...(instance === "" ? {} : { applicationInstance: instance, target: instance }),
      }
    : { currentlySupported: endedAt === null };
  return {
    uuid: id,
    ...state,
    createdAt: startedAt,
    updatedAt: endedAt ?? startedAt,
    ...ended,
    _embedded: {
      pacticipant: { name: participant, _links: { self: { href: links.participant(participant) } } },
      version: {
        number,
        _links: { self: { href: links.version(participant, number), title: "Version", name: number } },
      },
      environment: {
        uuid: environmentId,
        name: environment,
        production: isProduction,
        _links: { self: { href: links.environment(environmentId), name: environment } },
      },
    },
    _links: {
      self: { href: links.to(isDeployed ? "deployed-versions" : "released-versions", id) },
      "pb:version": { href: links.version(participant, number) },
      "pb:environment": { href: links.environment(environmentId) },
    },
  };
}
