import { Body, Get, HttpCode, Inject, Param, Post, Req, Res } from "@nestjs/common";
import type { FastifyReply } from "fastify";
import type { Configuration } from "../../config/configuration.js";
import { GuardedHttp } from "../../platform/outbound/public.js";
import { CONFIGURATION } from "../../platform/platform-tokens.js";
import { type ManagementRequest, RequiresPermission } from "../../platform/security/public.js";
import { ReadDeliveries } from "../webhooks/read-deliveries.js";
import { TestWebhook } from "../webhooks/test-webhook.js";
import { WebhookRegistry } from "../webhooks/webhook-registry.js";
import { BrokerController } from "./broker-controller.js";
import { linksOf } from "./broker-links.js";
import { changeActor } from "./request-context.js";
import { readWebhook } from "./webhook-body.js";
import { deliveriesResource, executionResource } from "./webhook-resources.js";

const ENTERPRISE = { plant: "enterprise" } as const;
const PAIR = "pacts/provider/:provider/consumer/:consumer";

/** What webhooks have sent, and their test. */
@BrokerController()
export class WebhookExecutionsController {
  constructor(
    @Inject(CONFIGURATION) private readonly configuration: Configuration,
    @Inject(WebhookRegistry) private readonly webhooks: WebhookRegistry,
    @Inject(TestWebhook) private readonly test: TestWebhook,
    @Inject(ReadDeliveries) private readonly deliveries: ReadDeliveries,
    @Inject(GuardedHttp) private readonly http: GuardedHttp,
  ) {}

  /** The clients print what the body says; a webhook that fails is no failure of this request. */
  @Post("webhooks/:id/execute")
  @HttpCode(200)
  @RequiresPermission("pact:publish", ENTERPRISE)
  async execute(@Req() request: ManagementRequest, @Param("id") id: string): Promise<object> {
    const attempt = await this.test.run(id, changeActor(request));
    return executionResource(id, attempt, linksOf(request, this.configuration.publicUrl));
  }

  /** One that is not stored, so that it can be tried before it is. */
  @Post("webhooks/execute")
  @HttpCode(200)
  @RequiresPermission("pact:publish", ENTERPRISE)
  async executeUnsaved(@Req() request: ManagementRequest, @Body() body: unknown): Promise<object> {
    const definition = readWebhook(body, (url) => this.http.objection(url));
    const attempt = await this.test.try(definition, changeActor(request));
    return executionResource(undefined, attempt, linksOf(request, this.configuration.publicUrl));
  }

  @Get("webhooks/:id/triggered-webhooks")
  @RequiresPermission("pact:read", ENTERPRISE)
  async list(@Req() request: ManagementRequest, @Param("id") id: string): Promise<object> {
    const { id: webhookId } = await this.webhooks.get(id);
    const links = linksOf(request, this.configuration.publicUrl);
    const self = { href: `${links.to("webhooks", webhookId)}/triggered-webhooks`, title: "Triggered webhooks" };
    return deliveriesResource(self, await this.deliveries.ofWebhook(webhookId), links);
  }

  @Get(`${PAIR}/version/:number/triggered-webhooks`)
  @RequiresPermission("pact:read", ENTERPRISE)
  async ofPact(@Req() request: ManagementRequest, @Param() names: Readonly<Record<string, string>>): Promise<object> {
    const { provider = "", consumer = "", number = "" } = names;
    const links = linksOf(request, this.configuration.publicUrl);
    const self = { href: `${links.pact(provider, consumer, number)}/triggered-webhooks`, title: "Triggered webhooks" };
    return deliveriesResource(self, await this.deliveries.ofPact(provider, consumer, number), links);
  }

  @Get("triggered-webhooks/:id/logs")
  @RequiresPermission("pact:read", ENTERPRISE)
  async logs(@Param("id") id: string, @Res() reply: FastifyReply): Promise<void> {
    const text = await this.deliveries.logOf(id);
    await reply.header("content-type", "text/plain;charset=utf-8").send(text);
  }
}
