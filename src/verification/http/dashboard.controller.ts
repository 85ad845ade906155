import { Get, Inject, Param, Req, Res } from "@nestjs/common";
import type { FastifyReply } from "fastify";
import type { Configuration } from "../../config/configuration.js";
import { CONFIGURATION } from "../../platform/platform-tokens.js";
import { type ManagementRequest, RequiresPermission } from "../../platform/security/public.js";
import { type DashboardView, dashboardPage } from "../dashboard/dashboard-page.js";
import { dashboardResource } from "../dashboard/dashboard-resource.js";
import { DASHBOARD_POLICY } from "../dashboard/dashboard-style.js";
import {
  DASHBOARD_PAIRS_MAX,
  DASHBOARD_VERSIONS_MAX,
  type DashboardItem,
  ReadDashboard,
} from "../dashboard/read-dashboard.js";
import { BrokerController, HAL_MEDIA_TYPE } from "./broker-controller.js";
import { linksOf } from "./broker-links.js";
import { notFound } from "./refusals.js";

const ENTERPRISE = { plant: "enterprise" } as const;

/** How things stand, as JSON for tools and as a page for people, by what the request accepts. */
@BrokerController()
export class DashboardController {
  constructor(
    @Inject(CONFIGURATION) private readonly configuration: Configuration,
    @Inject(ReadDashboard) private readonly dashboard: ReadDashboard,
  ) {}

  @Get("dashboard")
  @RequiresPermission("pact:read", ENTERPRISE)
  async overview(@Req() request: ManagementRequest, @Res() reply: FastifyReply): Promise<void> {
    const items = await this.dashboard.newest();
    const summary = `The newest pact of each consumer and provider${moreThan(items, DASHBOARD_PAIRS_MAX)}.`;
    await this.#send(request, reply, ["dashboard"], items, { title: "Pacts", summary });
  }

  @Get("dashboard/provider/:provider/consumer/:consumer")
  @RequiresPermission("pact:read", ENTERPRISE)
  async pair(
    @Req() request: ManagementRequest,
    @Param("provider") provider: string,
    @Param("consumer") consumer: string,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const items = await this.dashboard.ofPair(provider, consumer);
    if (items.length === 0) throw notFound(`No pact between ${consumer} and ${provider}`);
    const self = ["dashboard", "provider", provider, "consumer", consumer];
    const parent = { href: this.#links(request).to("dashboard"), name: "All pacts" };
    const summary = `Its versions, the newest first${moreThan(items, DASHBOARD_VERSIONS_MAX)}.`;
    await this.#send(request, reply, self, items, { title: `${consumer} and ${provider}`, summary, parent });
  }

  async #send(
    request: ManagementRequest,
    reply: FastifyReply,
    self: readonly string[],
    items: readonly DashboardItem[],
    view: DashboardView,
  ): Promise<void> {
    const links = this.#links(request);
    reply.header("vary", "accept").header("cache-control", "no-cache");
    if (request.headers.accept?.includes("text/html") === true) {
      reply.header("content-security-policy", DASHBOARD_POLICY).header("content-type", "text/html; charset=utf-8");
      await reply.send(dashboardPage(view, items, links));
      return;
    }
    await reply.header("content-type", HAL_MEDIA_TYPE).send(dashboardResource(links.to(...self), items, links));
  }

  #links(request: ManagementRequest) {
    return linksOf(request, this.configuration.publicUrl);
  }
}

const moreThan = (items: readonly DashboardItem[], max: number): string =>
  items.length < max ? "" : `; there may be more than these ${max}`;
