import { Body, HttpCode, Inject, Post, Req } from "@nestjs/common";
import type { Configuration } from "../../config/configuration.js";
import { CONFIGURATION } from "../../platform/platform-tokens.js";
import { type ManagementRequest, RequiresPermission } from "../../platform/security/public.js";
import type { Notice } from "../matrix/deployment-verdict.js";
import { PublishContracts, type PublicationRequest, type PublishedPact } from "../publication/publish-contracts.js";
import { BrokerController } from "./broker-controller.js";
import { type BrokerLinks, linksOf } from "./broker-links.js";
import { readPublication } from "./publish-request.js";
import { changeActor } from "./request-context.js";

/** Publishing of everything a consumer version needs, in one request. */
@BrokerController()
export class ContractsController {
  constructor(
    @Inject(CONFIGURATION) private readonly configuration: Configuration,
    @Inject(PublishContracts) private readonly publishing: PublishContracts,
  ) {}

  @Post("contracts/publish")
  @HttpCode(200)
  @RequiresPermission("pact:publish", { plant: "enterprise" })
  async publish(@Req() request: ManagementRequest, @Body() body: unknown): Promise<object> {
    const publication = readPublication(body);
    const published = await this.publishing.publish(publication, changeActor(request));
    return publishedResource(publication, published, linksOf(request, this.configuration.publicUrl));
  }
}

function publishedResource(
  { consumer, number, branch, tags, buildUrl }: PublicationRequest,
  published: readonly PublishedPact[],
  links: BrokerLinks,
): object {
  const notices = [
    ...versionNotices(consumer, number, branch, tags),
    ...published.flatMap((pact) => pactNotices(pact, consumer, number, links)),
  ];
  const contracts = published.map(({ provider }) => ({
    href: links.pact(provider, consumer, number),
    title: "Pact",
    name: `Pact between ${consumer} (${number}) and ${provider}`,
  }));
  return {
    notices,
    logs: notices.map(({ type, text }) => ({
      level: type === "warning" ? "warn" : "info",
      message: text,
      // One of the clients reads the answer only when this is there.
      deprecationWarning: text,
    })),
    _embedded: {
      pacticipant: { name: consumer, _links: { self: { href: links.participant(consumer) } } },
      version: {
        number,
        buildUrl: buildUrl ?? "",
        _links: { self: { href: links.version(consumer, number), title: "Version", name: number } },
      },
    },
    _links: {
      "pb:pacticipant": { href: links.participant(consumer), title: "Pacticipant", name: consumer },
      "pb:pacticipant-version": { href: links.version(consumer, number), title: "Version", name: number },
      "pb:pacticipant-version-tags": tags.map((tag) => ({ href: links.tag(consumer, number, tag), name: tag })),
      "pb:contracts": contracts,
    },
  };
}

function versionNotices(
  consumer: string,
  number: string,
  branch: string | undefined,
  tags: readonly string[],
): Notice[] {
  const details = [
    branch === undefined ? "" : ` with branch ${branch}`,
    tags.length === 0 ? "" : ` with tags ${tags.join(", ")}`,
  ].join("");
  const made: Notice = { type: "success", text: `Recorded ${consumer} version ${number}${details}` };
  const text = "No branch was given; without one the registry cannot tell which versions belong together.";
  return branch === undefined ? [made, { type: "warning", text }] : [made];
}

function pactNotices(
  { provider, isNewContent, isNewForVersion }: PublishedPact,
  consumer: string,
  number: string,
  links: BrokerLinks,
): Notice[] {
  const what = isNewForVersion ? "published" : "already published with the same content";
  const text = `Pact ${what} for ${consumer} version ${number} and provider ${provider}.`;
  const effect = isNewContent
    ? "  The content is new and has to be verified by the provider."
    : "  The content is known; its verification results hold for this version as well.";
  return [
    { type: "success", text },
    { type: "info", text: `  View the published pact at ${links.pact(provider, consumer, number)}` },
    { type: "info", text: effect },
  ];
}
