import { Body, Controller, Delete, Get, HttpCode, Inject, Param, Post, Req } from "@nestjs/common";
import {
  ApiBody,
  ApiCreatedResponse,
  ApiNoContentResponse,
  ApiOkResponse,
  ApiOperation,
  ApiResponse,
  ApiTags,
} from "@nestjs/swagger";
import { type ManagementRequest, RequiresPermission } from "../../platform/security/public.js";
import { type DeadLetter, DeadLetters } from "./dead-letters.js";
import type { EventSubscription } from "./event-subscription.js";
import { type CreatedSubscription, ManageSubscriptions } from "./manage-subscriptions.js";
import { readSubscriptionBody, subscriptionSchema } from "./subscription-body.js";

const PERMISSION = "event:subscribe";

/** Management API of event subscriptions: CloudEvents sent to an address of one's own, signed. */
@ApiTags("events")
@ApiResponse({ status: "4XX", description: "RFC 9457 problem; errors names each fault with its remedy." })
@Controller("platform/v1/event-subscriptions")
export class SubscriptionsController {
  constructor(
    @Inject(ManageSubscriptions) private readonly subscriptions: ManageSubscriptions,
    @Inject(DeadLetters) private readonly letters: DeadLetters,
  ) {}

  @Get()
  @RequiresPermission(PERMISSION, { plant: "filter" })
  @ApiOperation({ operationId: "listEventSubscriptions", summary: "List the subscriptions to events of your plants" })
  @ApiOkResponse({ description: "With state, place and failures of each; never with a secret." })
  async list(@Req() { interlock }: ManagementRequest): Promise<{ readonly items: readonly EventSubscription[] }> {
    return { items: await this.subscriptions.list(interlock) };
  }

  @Post()
  @RequiresPermission(PERMISSION, { plant: "filter" })
  @ApiOperation({
    operationId: "createEventSubscription",
    summary: "Have events sent to an address; the answer shows the signing secret for the only time",
  })
  @ApiBody({ schema: subscriptionSchema as object })
  @ApiCreatedResponse({ description: "The subscription; events are sent within a second." })
  async create(@Req() { interlock }: ManagementRequest, @Body() body: unknown): Promise<CreatedSubscription> {
    return await this.subscriptions.create(readSubscriptionBody(body), interlock);
  }

  @Get(":name")
  @RequiresPermission(PERMISSION, { plant: "filter" })
  @ApiOperation({ operationId: "getEventSubscription", summary: "Read one subscription" })
  async get(@Req() { interlock }: ManagementRequest, @Param("name") name: string): Promise<EventSubscription> {
    return await this.subscriptions.get(name, interlock);
  }

  @Delete(":name")
  @HttpCode(204)
  @RequiresPermission(PERMISSION, { plant: "filter" })
  @ApiOperation({ operationId: "deleteEventSubscription", summary: "End a subscription with its dead letters" })
  @ApiNoContentResponse({ description: "Ended; what is on its way to the receiver may still come." })
  async delete(@Req() { interlock }: ManagementRequest, @Param("name") name: string): Promise<void> {
    await this.subscriptions.delete(name, interlock);
  }

  @Post(":name\\:resume")
  @HttpCode(200)
  @RequiresPermission(PERMISSION, { plant: "filter" })
  @ApiOperation({
    operationId: "resumeEventSubscription",
    summary: "Send again what a suspended or disabled subscription has not sent",
  })
  async resume(@Req() { interlock }: ManagementRequest, @Param("name") name: string): Promise<EventSubscription> {
    return await this.subscriptions.resume(name, interlock);
  }

  @Get(":name/dead-letters")
  @RequiresPermission(PERMISSION, { plant: "filter" })
  @ApiOperation({
    operationId: "listEventDeadLetters",
    summary: "List the newest 200 events that the receiver refused",
  })
  async deadLetters(
    @Req() { interlock }: ManagementRequest,
    @Param("name") name: string,
  ): Promise<{ readonly items: readonly DeadLetter[] }> {
    return { items: await this.letters.list(await this.subscriptions.get(name, interlock)) };
  }

  @Post(":name/dead-letters/:deadLetterId\\:redeliver")
  @HttpCode(200)
  @RequiresPermission(PERMISSION, { plant: "filter" })
  @ApiOperation({ operationId: "redeliverEvent", summary: "Send an event that was refused once more, now" })
  async redeliver(
    @Req() { interlock }: ManagementRequest,
    @Param("name") name: string,
    @Param("deadLetterId") deadLetterId: string,
  ): Promise<DeadLetter> {
    return await this.letters.redeliver(await this.subscriptions.get(name, interlock), deadLetterId, interlock);
  }
}
