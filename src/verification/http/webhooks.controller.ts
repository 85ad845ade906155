import { Body, Delete, Get, HttpCode, Inject, Param, Post, Put, Req, Res } from "@nestjs/common";
import type { FastifyReply } from "fastify";
import type { Configuration } from "../../config/configuration.js";
import { GuardedHttp } from "../../platform/outbound/public.js";
import { CONFIGURATION } from "../../platform/platform-tokens.js";
import { type ManagementRequest, RequiresPermission } from "../../platform/security/public.js";
import type { WebhookDefinition } from "../webhooks/webhook.js";
import { type ChangedWebhook, WebhookRegistry } from "../webhooks/webhook-registry.js";
import { BrokerController } from "./broker-controller.js";
import { type BrokerLinks, linksOf } from "./broker-links.js";
import { changeActor } from "./request-context.js";
import { readWebhook } from "./webhook-body.js";
import { webhookResource } from "./webhook-resources.js";

const ENTERPRISE = { plant: "enterprise" } as const;

/** Definitions of webhooks. */
@BrokerController()
export class WebhooksController {
  constructor(
    @Inject(CONFIGURATION) private readonly configuration: Configuration,
    @Inject(WebhookRegistry) private readonly webhooks: WebhookRegistry,
    @Inject(GuardedHttp) private readonly http: GuardedHttp,
  ) {}

  @Get("webhooks")
  @RequiresPermission("pact:read", ENTERPRISE)
  async list(@Req() request: ManagementRequest): Promise<object> {
    const links = this.#links(request);
    const found = await this.webhooks.list();
    const named = found.map(({ id, description }) => ({ href: links.to("webhooks", id), name: description ?? id }));
    const execute = { href: links.to("webhooks", "execute"), title: "Try a webhook without storing it" };
    return { _links: { self: { href: links.to("webhooks") }, "pb:execute": execute, "pb:webhooks": named } };
  }

  @Post("webhooks")
  @HttpCode(201)
  @RequiresPermission("pact:publish", ENTERPRISE)
  async create(@Req() request: ManagementRequest, @Body() body: unknown): Promise<object> {
    return this.#answer(await this.webhooks.put(this.#read(body), changeActor(request)), request);
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
    const definition = this.#read(body, { provider, consumer });
    return this.#answer(await this.webhooks.put(definition, changeActor(request)), request);
  }

  @Get("webhooks/:id")
  @RequiresPermission("pact:read", ENTERPRISE)
  async get(@Req() request: ManagementRequest, @Param("id") id: string): Promise<object> {
    return webhookResource(await this.webhooks.get(id), this.#links(request));
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
    return this.#answer(await this.webhooks.put(this.#read(body), changeActor(request), id), request);
  }

  @Delete("webhooks/:id")
  @HttpCode(204)
  @RequiresPermission("pact:publish", ENTERPRISE)
  async delete(@Req() request: ManagementRequest, @Param("id") id: string): Promise<void> {
    await this.webhooks.delete(id, changeActor(request));
  }

  #read(body: unknown, pair?: { provider: string; consumer: string }): WebhookDefinition {
    return readWebhook(body, (url) => this.http.objection(url), pair);
  }

  /** A new signing secret is told once, to whoever made it. */
  #answer({ webhook, newSigningSecret }: ChangedWebhook, request: ManagementRequest): object {
    const secret = newSigningSecret === undefined ? {} : { signingSecret: newSigningSecret };
    return { ...webhookResource(webhook, this.#links(request)), ...secret };
  }

  #links(request: ManagementRequest): BrokerLinks {
    return linksOf(request, this.configuration.publicUrl);
  }
}
