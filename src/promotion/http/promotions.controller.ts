import { Body, Controller, Get, HttpCode, Inject, Post, Query, Req } from "@nestjs/common";
import { ApiBody, ApiOkResponse, ApiOperation, ApiQuery, ApiResponse, ApiTags } from "@nestjs/swagger";
import { type ManagementRequest, RequiresPermission } from "../../platform/security/public.js";
import type { PromotionRecord } from "../promotion-record.js";
import { PromotionStore } from "../promotion.store.js";
import { contractActor } from "./contract-actor.js";
import { CONTRACT_COMMANDS, type ContractCommands } from "./contract-commands.js";
import { listOf, promotionSchema, rollbackSchema } from "./contract-schemas.js";
import { BodyReader } from "./read-body.js";
import { readLimit, refuseUnknown } from "./read-query.js";

const ENTERPRISE = { plant: "enterprise" } as const;

/** Management API of promotion records: what was in force since when, by whom and why. */
@ApiTags("contracts")
@ApiResponse({ status: "4XX", description: "RFC 9457 problem." })
@Controller("platform/v1")
export class PromotionsController {
  constructor(
    @Inject(PromotionStore) private readonly promotions: PromotionStore,
    @Inject(CONTRACT_COMMANDS) private readonly commands: ContractCommands,
  ) {}

  @Get("promotions")
  @RequiresPermission("contract:read", ENTERPRISE)
  @ApiOperation({ operationId: "listPromotions", summary: "List promotions, the newest first; the first is in force" })
  @ApiQuery({ name: "limit", required: false, description: "1 to 200; 50 without it." })
  @ApiOkResponse({ schema: listOf(promotionSchema) })
  async list(
    @Query() query: Readonly<Record<string, unknown>>,
  ): Promise<{ readonly items: readonly PromotionRecord[] }> {
    refuseUnknown(query, ["limit"]);
    return { items: await this.promotions.list(readLimit(query)) };
  }

  @Post("promotions\\:rollback")
  @HttpCode(200)
  @RequiresPermission("contract:rollback", ENTERPRISE)
  @ApiOperation({
    operationId: "rollBackPromotion",
    summary: "Put the whole set of an earlier promotion back into force",
  })
  @ApiBody({ schema: rollbackSchema })
  @ApiOkResponse({ schema: promotionSchema })
  async back(@Req() request: ManagementRequest, @Body() body: unknown): Promise<PromotionRecord> {
    const reader = new BodyReader(body);
    const to = reader.optionalText("to", "the id of a promotion", /^[0-9A-Za-z]{1,40}$/);
    const reason = reader.reason();
    reader.finish();
    return await this.commands.rollBack.rollBack(to, reason, contractActor(request));
  }
}
