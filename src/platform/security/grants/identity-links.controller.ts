import { Body, Controller, Get, HttpCode, Inject, Param, Post, Query, Req } from "@nestjs/common";
import {
  ApiBody,
  ApiCreatedResponse,
  ApiNoContentResponse,
  ApiOkResponse,
  ApiOperation,
  ApiQuery,
  ApiResponse,
  ApiTags,
} from "@nestjs/swagger";
import type { ManagementRequest } from "../management/management-request.js";
import { RequiresPermission } from "../management/requires-permission.js";
import { actorOf } from "./grants.controller.js";
import { type IdentityLink, IdentityLinks } from "./identity-links.js";
import { linkSchema, readLinkRequest, readReason, reasonSchema } from "./request-body.js";

const PAGE_ROWS = 200;

/** Management API of which accounts belong to one person or group. */
@ApiTags("grants")
@ApiResponse({ status: "4XX", description: "RFC 9457 problem; errors names each fault with its remedy." })
@Controller("platform/v1/identity-links")
export class IdentityLinksController {
  constructor(@Inject(IdentityLinks) private readonly links: IdentityLinks) {}

  @Get()
  @RequiresPermission("identity:link", { plant: "enterprise" })
  @ApiOperation({ operationId: "listIdentityLinks", summary: "List the links in force between accounts" })
  @ApiQuery({ name: "after", required: false, description: "Id of the last link of the page before." })
  @ApiOkResponse({ description: "Links by id." })
  async list(
    @Query() query: Readonly<Record<string, unknown>>,
  ): Promise<{ readonly items: readonly IdentityLink[]; readonly nextAfter: string | null }> {
    const { after } = query;
    const items = await this.links.list(typeof after === "string" && after !== "" ? after : undefined, PAGE_ROWS);
    return { items, nextAfter: items.length < PAGE_ROWS ? null : (items.at(-1)?.id ?? null) };
  }

  @Post()
  @RequiresPermission("identity:link", { plant: "enterprise" })
  @ApiOperation({ operationId: "createIdentityLink", summary: "Declare that two accounts are one party" })
  @ApiBody({ schema: linkSchema as object })
  @ApiCreatedResponse({ description: "The id of the link." })
  async create(@Req() request: ManagementRequest, @Body() body: unknown): Promise<{ readonly id: string }> {
    return { id: await this.links.declare(readLinkRequest(body), actorOf(request)) };
  }

  @Post(":linkId\\:end")
  @HttpCode(204)
  @RequiresPermission("identity:link", { plant: "enterprise" })
  @ApiOperation({ operationId: "endIdentityLink", summary: "End a link that is no longer true" })
  @ApiBody({ schema: reasonSchema })
  @ApiNoContentResponse({ description: "Ended." })
  async end(@Req() request: ManagementRequest, @Param("linkId") linkId: string, @Body() body: unknown): Promise<void> {
    await this.links.end(linkId, readReason(body), actorOf(request));
  }
}
