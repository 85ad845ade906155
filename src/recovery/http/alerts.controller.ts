import { Body, Controller, Get, HttpCode, Inject, Param, Post, Query, Req } from "@nestjs/common";
import { ApiBody, ApiOkResponse, ApiOperation, ApiParam, ApiQuery, ApiResponse, ApiTags } from "@nestjs/swagger";
import { ManagementAccess, type ManagementRequest, RequiresPermission } from "../../platform/security/public.js";
import type { Alert } from "../alerts/alert.js";
import { Alerts } from "../alerts/alerts.js";
import { reasonSchema } from "./body-schemas.js";
import { PLANT_CODE, RequestReader } from "./request-reader.js";

const STATES = ["OPEN", "ACKNOWLEDGED", "RESOLVED"];

/** Management API of alerts. They are sent to addresses by event subscriptions to com.interlock.alert.*. */
@ApiTags("recovery")
@ApiResponse({ status: "4XX", description: "RFC 9457 problem; errors names each fault with its remedy." })
@Controller("platform/v1/alerts")
export class AlertsController {
  constructor(
    @Inject(Alerts) private readonly alerts: Alerts,
    @Inject(ManagementAccess) private readonly access: ManagementAccess,
  ) {}

  @Get()
  @RequiresPermission("alert:read", { plant: "filter" })
  @ApiOperation({ operationId: "listAlerts", summary: "List what needs somebody, the newest first" })
  @ApiQuery({ name: "state", required: false, enum: STATES })
  @ApiQuery({ name: "plantCode", required: false })
  @ApiQuery({ name: "limit", required: false, description: "1 to 500; 100 without it." })
  @ApiOkResponse({ description: "Alerts with their state, owner and remedy." })
  async list(
    @Req() { interlock: { plants } }: ManagementRequest,
    @Query() query: unknown,
  ): Promise<{ readonly items: readonly Alert[] }> {
    const reader = new RequestReader(query);
    const state = reader.oneOf("state", STATES);
    const plantCode = reader.optionalText("plantCode", "a plant code such as P100", PLANT_CODE);
    const limit = reader.integer("limit", 1, 500, 100);
    reader.finish();
    return { items: await this.alerts.list(plants, state, plantCode, limit) };
  }

  @Post(":alertId\\:acknowledge")
  @HttpCode(200)
  @RequiresPermission("alert:acknowledge", { plant: "instance" })
  @ApiOperation({
    operationId: "acknowledgeAlert",
    summary: "Say that you look after an alert; it is escalated no more",
  })
  @ApiParam({ name: "alertId", description: "Id of the alert." })
  @ApiBody({ schema: reasonSchema })
  async acknowledge(
    @Req() { interlock }: ManagementRequest,
    @Param("alertId") id: string,
    @Body() body: unknown,
  ): Promise<Alert> {
    const reader = new RequestReader(body);
    const reason = reader.reason();
    reader.finish();
    const { plantCode } = await this.alerts.get(id);
    this.access.requireObject(interlock, "alert:acknowledge", { plantCode });
    return await this.alerts.acknowledge(id, interlock.principal.clientId, reason);
  }
}
