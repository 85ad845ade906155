import { Body, Delete, Get, HttpCode, Inject, Param, Put, Req, Res } from "@nestjs/common";
import type { FastifyReply } from "fastify";
import type { Configuration } from "../../config/configuration.js";
import { CONFIGURATION } from "../../platform/platform-tokens.js";
import { type ManagementRequest, RequiresPermission } from "../../platform/security/public.js";
import { isObject } from "../content/canonical-json.js";
import { DeletePact } from "../publication/delete-pact.js";
import { PublishContracts } from "../publication/publish-contracts.js";
import { type PactVersionChoice, type PublishedPactRecord, ReadPacts } from "../publication/read-pacts.js";
import { VerificationResults } from "../results/verification-results.js";
import { BrokerController } from "./broker-controller.js";
import { type BrokerLinks, linksOf } from "./broker-links.js";
import { pactResource } from "./pact-resources.js";
import { invalidRequest } from "./refusals.js";
import { changeActor } from "./request-context.js";

const ENTERPRISE = { plant: "enterprise" } as const;
const PAIR = "pacts/provider/:provider/consumer/:consumer";
type Names = Readonly<Record<string, string>>;

/** Pacts by the version that published them, and the newest of each pair. */
@BrokerController()
export class PublicationsController {
  constructor(
    @Inject(CONFIGURATION) private readonly configuration: Configuration,
    @Inject(ReadPacts) private readonly pacts: ReadPacts,
    @Inject(PublishContracts) private readonly publishing: PublishContracts,
    @Inject(DeletePact) private readonly deletion: DeletePact,
    @Inject(VerificationResults) private readonly results: VerificationResults,
  ) {}

  @Get("pacts/latest")
  @RequiresPermission("pact:read", ENTERPRISE)
  async newest(@Req() request: ManagementRequest): Promise<object> {
    const links = this.#links(request);
    const found = await this.pacts.newest(undefined, undefined, { latest: true });
    const pacts = await Promise.all(found.map((pact) => this.#summary(pact, links)));
    const named = found.map((pact) => linkOf(pact, links));
    return { _links: { self: { href: links.to("pacts", "latest") }, "pb:pacts": named, pacts: named }, pacts };
  }

  @Get(["pacts/provider/:provider/latest", "pacts/provider/:provider/latest/:tag"])
  @RequiresPermission("pact:read", ENTERPRISE)
  async newestOfProvider(@Req() request: ManagementRequest, @Param() { provider = "", tag }: Names): Promise<object> {
    return await this.#list(request, provider, undefined, tag === undefined ? { latest: true } : { tag });
  }

  @Get([`${PAIR}/latest`, `${PAIR}/latest/:tag`])
  @RequiresPermission("pact:read", ENTERPRISE)
  async newestOfPair(@Req() request: ManagementRequest, @Param() names: Names): Promise<object> {
    const { tag } = names;
    return await this.#one(request, names, tag === undefined ? { latest: true } : { tag });
  }

  @Get(`${PAIR}/version/:number`)
  @RequiresPermission("pact:read", ENTERPRISE)
  async get(@Req() request: ManagementRequest, @Param() names: Names): Promise<object> {
    return await this.#one(request, names, { number: names["number"] ?? "" });
  }

  /** The old way to publish. Other content for the same version is refused, as with the new one. */
  @Put(`${PAIR}/version/:number`)
  @RequiresPermission("pact:publish", ENTERPRISE)
  async put(
    @Req() request: ManagementRequest,
    @Param() names: Names,
    @Body() document: unknown,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<object> {
    const { provider = "", consumer = "", number = "" } = names;
    if (!isObject(document)) throw invalidRequest("The body must be a pact, a JSON object.");
    const pacts = [{ provider, document, onConflict: "fail" as const }];
    const publication = { consumer, number, tags: [], pacts };
    const [published] = await this.publishing.publish(publication, changeActor(request));
    if (published?.isNewForVersion === true) reply.code(201);
    return await this.#one(request, names, { number });
  }

  @Delete(`${PAIR}/version/:number`)
  @HttpCode(204)
  @RequiresPermission("pact:publish", ENTERPRISE)
  async delete(@Req() request: ManagementRequest, @Param() names: Names): Promise<void> {
    const { provider = "", consumer = "", number = "" } = names;
    await this.deletion.delete(provider, consumer, number, changeActor(request));
  }

  async #list(
    request: ManagementRequest,
    provider: string,
    consumer: string | undefined,
    choice: PactVersionChoice,
  ): Promise<object> {
    const links = this.#links(request);
    const named = (await this.pacts.newest(provider, consumer, choice)).map((pact) => linkOf(pact, links));
    const title = { href: links.participant(provider), name: provider };
    const self = { href: `${links.to("pacts", "provider", provider)}/latest`, title: "Pacts of the provider" };
    return { _links: { self, "pb:provider": title, provider: title, "pb:pacts": named, pacts: named } };
  }

  async #one(
    request: ManagementRequest,
    { provider = "", consumer = "" }: Names,
    choice: PactVersionChoice,
  ): Promise<object> {
    const pact = await this.pacts.one(provider, consumer, choice);
    const { body } = await this.pacts.content(provider, consumer, pact.sha);
    return pactResource(body, pact, this.#links(request));
  }

  async #summary(pact: PublishedPactRecord, links: BrokerLinks): Promise<object> {
    const { consumer, provider, number, contentId, publishedAt } = pact;
    const result = await this.results.find(contentId, "latest");
    const version = { number, _links: { self: { href: links.version(consumer, number) } } };
    const participant = (name: string) => ({ name, _links: { self: { href: links.participant(name) } } });
    return {
      createdAt: publishedAt,
      _embedded: {
        consumer: { ...participant(consumer), _embedded: { version } },
        provider: participant(provider),
        ...(result === undefined ? {} : { latestVerificationResult: { success: result.isSuccess } }),
      },
      _links: { self: linkOf(pact, links) },
    };
  }

  #links(request: ManagementRequest): BrokerLinks {
    return linksOf(request, this.configuration.publicUrl);
  }
}

function linkOf({ provider, consumer, number }: PublishedPactRecord, links: BrokerLinks) {
  return {
    href: links.pact(provider, consumer, number),
    title: `Pact between ${consumer} (${number}) and ${provider}`,
    name: consumer,
  };
}
