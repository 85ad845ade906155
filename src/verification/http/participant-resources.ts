import type { Environment } from "../environments/environment.js";
import type { Participant, ParticipantVersion } from "../participants/participant.js";
import type { PublishedPactRecord } from "../publication/read-pacts.js";
import type { BrokerLinks, Link } from "./broker-links.js";

/** A participant as Pact clients read it. */
export function participantResource(participant: Participant, links: BrokerLinks): object {
  const { name, displayName, mainBranch, repositoryUrl, createdAt, updatedAt } = participant;
  const self = links.participant(name);
  return {
    name,
    displayName: displayName ?? name,
    ...(mainBranch === null ? {} : { mainBranch }),
    ...(repositoryUrl === null ? {} : { repositoryUrl }),
    createdAt,
    updatedAt,
    _links: {
      self: { href: self, title: "Pacticipant", name },
      "pb:versions": { href: `${self}/versions`, title: "Versions" },
      "pb:version": { href: `${self}/versions/{version}`, title: "A version", templated: true },
      "pb:version-tag": { href: `${self}/versions/{version}/tags/{tag}`, title: "A tag of a version", templated: true },
      "pb:branch-version": {
        href: `${self}/branches/{branch}/versions/{version}`,
        title: "A version on a branch",
        templated: true,
      },
      "pb:branch": { href: `${self}/branches/{branch}`, title: "A branch", templated: true },
      "pb:latest-version": { href: `${self}/latest-version`, title: "Latest version" },
      "pb:can-i-deploy-branch-to-environment": {
        href: links.base + "/can-i-deploy?pacticipant=" + encodeURIComponent(name) + "{&version,environment}",
        title: "May a version be deployed",
        templated: true,
      },
    },
  };
}

/** What a version's resource needs besides the version. */
export interface VersionSurroundings {
  readonly environments: readonly Environment[];
  readonly pacts: readonly PublishedPactRecord[];
}

/** A version as Pact clients read it; a deployment is recorded by following the link that has the environment's name. */
export function versionResource(
  version: ParticipantVersion,
  { environments, pacts }: VersionSurroundings,
  links: BrokerLinks,
): object {
  const { participant, number, buildUrl, createdAt, branches, tags } = version;
  const self = links.version(participant, number);
  const record = (collection: string, verb: string): readonly Link[] =>
    environments.map(({ id, name }) => ({
      href: `${self}/${collection}/environment/${id}`,
      title: `${verb} to ${name}`,
      name,
    }));
  return {
    number,
    ...(buildUrl === null ? {} : { buildUrl }),
    createdAt,
    _embedded: {
      branchVersions: branches.map((name) => ({
        name,
        _links: { self: { href: links.branchVersion(participant, name, number) } },
      })),
      tags: tags.map((name) => ({ name, _links: { self: { href: links.tag(participant, number, name), name } } })),
    },
    _links: {
      self: { href: self, title: "Version", name: number },
      "pb:pacticipant": { href: links.participant(participant), title: "Pacticipant", name: participant },
      "pb:tag": { href: `${self}/tags/{tag}`, title: "Tag this version", templated: true },
      "pb:record-deployment": record("deployed-versions", "Record deployment"),
      "pb:record-release": record("released-versions", "Record release"),
      "pb:pact-versions": pacts.map(({ provider, consumer }) => ({
        href: links.pact(provider, consumer, number),
        title: "Pact",
        name: `Pact between ${consumer} and ${provider}`,
      })),
    },
  };
}

export function branchVersionResource(
  branch: string,
  { participant, number }: ParticipantVersion,
  links: BrokerLinks,
): object {
  return {
    _links: {
      self: { href: links.branchVersion(participant, branch, number), title: "Branch version" },
      "pb:pacticipant": { href: links.participant(participant), title: "Pacticipant", name: participant },
      "pb:branch": { href: links.branch(participant, branch), title: "Branch", name: branch },
      "pb:pacticipant-version": { href: links.version(participant, number), title: "Version", name: number },
    },
  };
}

export function tagResource(tag: string, { participant, number }: ParticipantVersion, links: BrokerLinks): object {
  return {
    name: tag,
    _links: {
      self: { href: links.tag(participant, number, tag), title: "Tag", name: tag },
      version: { href: links.version(participant, number), title: "Version", name: number },
      "pb:version": { href: links.version(participant, number), title: "Version", name: number },
      pacticipant: { href: links.participant(participant), title: "Pacticipant", name: participant },
    },
  };
}
