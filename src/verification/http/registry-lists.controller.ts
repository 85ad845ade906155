import { Get, Inject, Param, Req } from "@nestjs/common";
import type { Configuration } from "../../config/configuration.js";
import { CONFIGURATION } from "../../platform/platform-tokens.js";
import { type ManagementRequest, RequiresPermission } from "../../platform/security/public.js";
import { ListRegistry } from "../participants/list-registry.js";
import { ParticipantRegistry } from "../participants/participant-registry.js";
import { BrokerController } from "./broker-controller.js";
import { type BrokerLinks, linksOf } from "./broker-links.js";

const ENTERPRISE = { plant: "enterprise" } as const;

/** Lists for people and pages; no client command needs them. */
@BrokerController()
export class RegistryListsController {
  constructor(
    @Inject(CONFIGURATION) private readonly configuration: Configuration,
    @Inject(ListRegistry) private readonly lists: ListRegistry,
    @Inject(ParticipantRegistry) private readonly participants: ParticipantRegistry,
  ) {}

  @Get("integrations")
  @RequiresPermission("pact:read", ENTERPRISE)
  async integrations(@Req() request: ManagementRequest): Promise<object> {
    const links = this.#links(request);
    const named = (name: string) => ({ name, _links: { self: { href: links.participant(name), name } } });
    const integrations = (await this.lists.integrations()).map(({ consumer, provider, createdAt, isVerified }) => ({
      consumer: named(consumer),
      provider: named(provider),
      createdAt,
      ...(isVerified === null ? {} : { latestVerificationResult: { success: isVerified } }),
      _links: { "pb:latest-pact-version": { href: `${links.pair(provider, consumer)}/latest`, title: "Latest pact" } },
    }));
    return { _embedded: { integrations }, _links: { self: { href: links.to("integrations"), title: "Integrations" } } };
  }

  /** Counts; `GET /metrics` of the gateway has those that Prometheus reads. */
  @Get("metrics")
  @RequiresPermission("pact:read", ENTERPRISE)
  async metrics(): Promise<object> {
    const counts = Object.entries(await this.lists.counts()).map(([name, count]) => [name, { count }]);
    return Object.fromEntries(counts) as object;
  }

  @Get("pacticipants/:name/branches")
  @RequiresPermission("pact:read", ENTERPRISE)
  async branches(@Req() request: ManagementRequest, @Param("name") name: string): Promise<object> {
    await this.participants.get(name);
    const links = this.#links(request);
    const branches = (await this.lists.branches(name)).map(({ name: branch, createdAt, number }) => ({
      name: branch,
      createdAt,
      _links: {
        self: { href: links.branch(name, branch), name: branch },
        "pb:latest-version": { href: `${links.branch(name, branch)}/latest-version`, name: number ?? "" },
      },
    }));
    const self = { href: `${links.participant(name)}/branches`, title: `Branches of ${name}` };
    return { _embedded: { branches }, _links: { self } };
  }

  @Get("pacticipants/:name/branches/:branch/versions")
  @RequiresPermission("pact:read", ENTERPRISE)
  async branchVersions(
    @Req() request: ManagementRequest,
    @Param("name") name: string,
    @Param("branch") branch: string,
  ): Promise<object> {
    await this.participants.getBranch(name, branch);
    const links = this.#links(request);
    const versions = (await this.lists.branchVersions(name, branch)).map((number) => ({
      number,
      _links: { self: { href: links.version(name, number), name: number } },
    }));
    const self = { href: `${links.branch(name, branch)}/versions`, title: `Versions on ${branch}` };
    return { _embedded: { versions }, _links: { self } };
  }

  #links(request: ManagementRequest): BrokerLinks {
    return linksOf(request, this.configuration.publicUrl);
  }
}
