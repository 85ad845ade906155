import { Controller, Get, Inject, Query, Req, Res } from "@nestjs/common";
import { ApiOperation, ApiQuery, ApiTags } from "@nestjs/swagger";
import type { FastifyReply } from "fastify";
import { InterlockError } from "../../kernel/problem.js";
import {
  AUTHENTICATOR,
  type Authenticator,
  AUTHORIZER,
  type Authorizer,
  type ManagementRequest,
  type PlantScope,
  RequiresPermission,
} from "../security/public.js";
import { EventFeed } from "./event-feed.js";
import { EventStream } from "./event-stream.js";
import { EventVersions } from "./event-versions.js";
import { readPage } from "./feed-page.js";
import { type FeedParameters, readFeedParameters, readSpokenVersions } from "./feed-parameters.js";
import { messagingProblems } from "./problems.js";

const PERMISSION = "event:read";
const POSITION = /^[0-9]{1,18}$/;

/** The event feed: a page of JSON, or a stream of server-sent events for callers who accept text/event-stream. */
@ApiTags("events")
@Controller("platform/v1/events")
export class EventsController {
  constructor(
    @Inject(EventFeed) private readonly feed: EventFeed,
    @Inject(EventStream) private readonly stream: EventStream,
    @Inject(EventVersions) private readonly versions: EventVersions,
    @Inject(AUTHENTICATOR) private readonly authenticator: Authenticator,
    @Inject(AUTHORIZER) private readonly authorizer: Authorizer,
  ) {}

  @Get()
  @RequiresPermission(PERMISSION, { plant: "filter" })
  @ApiOperation({ operationId: "readEvents", summary: "Read or follow the published CloudEvents of your plants" })
  @ApiQuery({
    name: "after",
    required: false,
    description: "Position to read after; `latest` follows from now on. Default 0.",
  })
  @ApiQuery({
    name: "type",
    required: false,
    description: "Event type, such as com.interlock.production-order.released.v1",
  })
  @ApiQuery({
    name: "key",
    required: false,
    description: "plantCode/orderNumber, plantCode/LOT/material~lot and the like, or a contract line",
  })
  @ApiQuery({
    name: "version",
    required: false,
    description:
      "Versions the reader speaks where that is not the newest, such as inventory-movement/v1; several with commas. An event that the version has no words for comes in the newer one.",
  })
  @ApiQuery({ name: "limit", required: false, description: "Events of one page, 1 to 500; 100 when left out." })
  async read(
    @Req() request: ManagementRequest,
    @Res() reply: FastifyReply,
    @Query() query: Readonly<Record<string, unknown>>,
  ): Promise<void> {
    const parameters = readFeedParameters(query);
    const spoken = readSpokenVersions(parameters.version, this.versions);
    const asked = (plants: PlantScope) => ({ plants, type: parameters.type, partitionKey: parameters.key, spoken });
    const after = await this.#position(request.headers["last-event-id"] ?? parameters.after);
    if (request.headers.accept?.includes("text/event-stream") === true) {
      await this.stream.follow(reply, after, async () => asked(await this.#plantsNow(request)));
      return;
    }
    await reply.send(await readPage(this.feed, after, asked(request.interlock.plants), readLimit(parameters)));
  }

  /** Empty once the reader holds the permission nowhere. @throws InterlockError once his credential has ended */
  async #plantsNow(request: ManagementRequest): Promise<PlantScope> {
    const principal = await this.authenticator.authenticate(request);
    return this.authorizer.plantScope(principal, PERMISSION);
  }

  async #position(after: string | string[] | undefined): Promise<string> {
    if (after === undefined) return "0";
    if (after === "latest") return this.feed.lastPosition();
    if (typeof after === "string" && POSITION.test(after)) return after;
    const detail = "after must be a position that this feed gave, or latest.";
    throw new InterlockError(messagingProblems.FEED_POSITION_INVALID, { detail });
  }
}

function readLimit({ limit }: FeedParameters): number {
  if (limit === undefined) return 100;
  if (/^[0-9]{1,3}$/.test(limit) && Number(limit) >= 1 && Number(limit) <= 500) return Number(limit);
  throw new InterlockError(messagingProblems.FEED_LIMIT_INVALID, {
    detail: "limit must be a whole number from 1 to 500.",
  });
}
