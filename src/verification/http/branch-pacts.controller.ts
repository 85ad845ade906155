import { Get, Inject, Param, Req } from "@nestjs/common";
import type { Configuration } from "../../config/configuration.js";
import { CONFIGURATION } from "../../platform/platform-tokens.js";
import { type ManagementRequest, RequiresPermission } from "../../platform/security/public.js";
import { ParticipantRegistry } from "../participants/participant-registry.js";
import { ListPacts } from "../publication/list-pacts.js";
import { ReadPacts } from "../publication/read-pacts.js";
import { BrokerController } from "./broker-controller.js";
import { type BrokerLinks, linksOf } from "./broker-links.js";
import { pactLink, pairPactsResource, providerPactsResource } from "./pact-list-resources.js";
import { pactResource } from "./pact-resources.js";
import { notFound } from "./refusals.js";

const ENTERPRISE = { plant: "enterprise" } as const;
const PROVIDER = "pacts/provider/:provider";
const PAIR = `${PROVIDER}/consumer/:consumer`;
type Names = Readonly<Record<string, string>>;

/** Pacts by the branch of their consumer; without one, by each consumer's main branch. */
@BrokerController()
export class BranchPactsController {
  constructor(
    @Inject(CONFIGURATION) private readonly configuration: Configuration,
    @Inject(ListPacts) private readonly lists: ListPacts,
    @Inject(ReadPacts) private readonly pacts: ReadPacts,
    @Inject(ParticipantRegistry) private readonly participants: ParticipantRegistry,
  ) {}

  @Get([`${PROVIDER}/branch/latest`, `${PROVIDER}/branch/:branch/latest`])
  @RequiresPermission("pact:read", ENTERPRISE)
  async newestOfProvider(@Req() request: ManagementRequest, @Param() names: Names): Promise<object> {
    return await this.#ofProvider(request, names, true);
  }

  @Get([`${PROVIDER}/branch`, `${PROVIDER}/branch/:branch`])
  @RequiresPermission("pact:read", ENTERPRISE)
  async allOfProvider(@Req() request: ManagementRequest, @Param() names: Names): Promise<object> {
    return await this.#ofProvider(request, names, false);
  }

  @Get([`${PAIR}/branch/latest`, `${PAIR}/branch/:branch/latest`])
  @RequiresPermission("pact:read", ENTERPRISE)
  async newestOfPair(@Req() request: ManagementRequest, @Param() names: Names): Promise<object> {
    const { provider = "", consumer = "", branch } = names;
    const links = this.#links(request);
    const [pact] = await this.lists.onBranch(provider, consumer, branch, true);
    if (pact === undefined) throw notFound(`No pact between ${consumer} and ${provider} on this branch`);
    const { body } = await this.pacts.content(provider, consumer, pact.sha);
    return withPactList(pactResource(body, pact, links), [pactLink(pact, links)]);
  }

  @Get([`${PAIR}/branch`, `${PAIR}/branch/:branch`])
  @RequiresPermission("pact:read", ENTERPRISE)
  async allOfPair(@Req() request: ManagementRequest, @Param() names: Names): Promise<object> {
    const { provider = "", consumer = "", branch } = names;
    await this.#requirePair(provider, consumer);
    const links = this.#links(request);
    const pacts = await this.lists.onBranch(provider, consumer, branch, false);
    const self = { href: `${links.pair(provider, consumer)}${suffix(branch)}`, title: "Pacts of the branch" };
    return pairPactsResource(self, { provider, consumer }, pacts, links);
  }

  @Get(`${PAIR}/versions`)
  @RequiresPermission("pact:read", ENTERPRISE)
  async versionsOfPair(@Req() request: ManagementRequest, @Param() names: Names): Promise<object> {
    const { provider = "", consumer = "" } = names;
    await this.#requirePair(provider, consumer);
    const links = this.#links(request);
    const self = { href: `${links.pair(provider, consumer)}/versions`, title: "All versions of the pact" };
    return pairPactsResource(self, { provider, consumer }, await this.lists.ofPair(provider, consumer), links);
  }

  async #ofProvider(request: ManagementRequest, { provider = "", branch }: Names, isLatest: boolean): Promise<object> {
    await this.participants.get(provider);
    const links = this.#links(request);
    const pacts = await this.lists.onBranch(provider, undefined, branch, isLatest);
    const path = `${links.to("pacts", "provider", provider)}${suffix(branch)}${isLatest ? "/latest" : ""}`;
    return providerPactsResource({ href: path, title: `Pacts of ${provider}` }, provider, pacts, links);
  }

  async #requirePair(provider: string, consumer: string): Promise<void> {
    await Promise.all([provider, consumer].map((name) => this.participants.get(name)));
  }

  #links(request: ManagementRequest): BrokerLinks {
    return linksOf(request, this.configuration.publicUrl);
  }
}

const suffix = (branch: string | undefined): string =>
  branch === undefined ? "/branch" : `/branch/${encodeURIComponent(branch)}`;

/** A client that asks for one pact prints it as a list of one, and ends in a panic when there is none. */
function withPactList(resource: { readonly _links?: object }, named: readonly object[]): object {
  const { _links: links } = resource;
  return { ...resource, _links: { ...links, "pb:pacts": named } };
}
