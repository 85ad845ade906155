import { Body, Delete, Get, HttpCode, Inject, Param, Post, Put, Req, Res } from "@nestjs/common";
import type { FastifyReply } from "fastify";
import type { Configuration } from "../../config/configuration.js";
import { CONFIGURATION } from "../../platform/platform-tokens.js";
import { type ManagementRequest, RequiresPermission } from "../../platform/security/public.js";
import type { Webhook } from "../webhooks/webhook.js";
import { WebhookRegistry } from "../webhooks/webhook-registry.js";
import { BrokerController } from "./broker-controller.js";
import { type BrokerLinks, linksOf } from "./broker-links.js";
import { changeActor } from "./request-context.js";
import { readWebhook } from "./webhook-body.js";

const ENTERPRISE = { plant: "enterprise" } as const;

/** Definitions of webhooks. */
@BrokerController()
export class WebhooksController {
  constructor(
    @Inject(CONFIGURATION) private readonly configuration: Configuration,
    @Inject(WebhookRegistry) private readonly webhooks: WebhookRegistry,
  ) {}

  @Get("webhooks")
  @RequiresPermission("pact:read", ENTERPRISE)
  async list(@Req() request: ManagementRequest): Promise<object> {
    const links = this.#links(request);
    const found = await this.webhooks.list();
    const named = found.map(({ id, description }) => ({ href: links.to("webhooks", id), name: description ?? id }));
    return { _links: { self: { href: links.to("webhooks") }, "pb:webhooks": named } };
  }

  @Post("webhooks")
  @HttpCode(201)
  @RequiresPermission("pact:publish", ENTERPRISE)
  async create(@Req() request: ManagementRequest, @Body() body: unknown): Promise<object> {
    return resource(await this.webhooks.put(readWebhook(body), changeActor(request)), this.#links(request));
  }

  @Post("webhooks/provider/:provider/consumer/:consumer")
  @HttpCode(201)
  @RequiresPermission("pact:publish", ENTERPRISE)
  async createForPair(
    @Req() request: ManagementRequest,
    @Param("provider") provider: string,
    @Param("consumer") consumer: string,
    @Body() body: unknown,
  ): Promise<object> {
    const definition = readWebhook(body, { provider, consumer });
    return resource(await this.webhooks.put(definition, changeActor(request)), this.#links(request));
  }

  @Get("webhooks/:id")
  @RequiresPermission("pact:read", ENTERPRISE)
  async get(@Req() request: ManagementRequest, @Param("id") id: string): Promise<object> {
    return resource(await this.webhooks.get(id), this.#links(request));
  }

  @Put("webhooks/:id")
  @RequiresPermission("pact:publish", ENTERPRISE)
  async put(
    @Req() request: ManagementRequest,
    @Param("id") id: string,
    @Body() body: unknown,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<object> {
    if ((await this.webhooks.find(id)) === undefined) reply.code(201);
    return resource(await this.webhooks.put(readWebhook(body), changeActor(request), id), this.#links(request));
  }

  @Delete("webhooks/:id")
  @HttpCode(204)
  @RequiresPermission("pact:publish", ENTERPRISE)
  async delete(@Req() request: ManagementRequest, @Param("id") id: string): Promise<void> {
    await this.webhooks.delete(id, changeActor(request));
  }

  #links(request: ManagementRequest): BrokerLinks {
    return linksOf(request, this.configuration.publicUrl);
  }
}

const HIDDEN = "**********";
const SECRET_HEADER = /authorization|token|key|cookie|secret|password/i;

function resource(webhook: Webhook, links: BrokerLinks): object {
  const { id, description, provider, consumer, isEnabled, events, request, createdAt, updatedAt } = webhook;
  const { password, headers, ...shown } = request;
  const safeHeaders = Object.entries(headers).map(([name, text]) => [name, SECRET_HEADER.test(name) ? HIDDEN : text]);
  return {
    uuid: id,
    ...(description === null ? {} : { description }),
    enabled: isEnabled,
    ...(provider === null ? {} : { provider: { name: provider } }),
    ...(consumer === null ? {} : { consumer: { name: consumer } }),
    events: events.map((name) => ({ name })),
    request: {
      ...shown,
      headers: Object.fromEntries(safeHeaders) as object,
      ...(password === undefined ? {} : { password: HIDDEN }),
    },
    createdAt,
    updatedAt,
    _links: {
      self: { href: links.to("webhooks", id), title: description ?? id, name: id },
      "pb:webhooks": { href: links.to("webhooks") },
    },
  };
}
