import { Body, Controller, Get, HttpCode, Inject, Post, Query, Req } from "@nestjs/common";
import { ApiBody, ApiOperation, ApiQuery, ApiResponse, ApiTags } from "@nestjs/swagger";
import { type ManagementRequest, RequiresPermission } from "../../platform/security/public.js";
import { ReadCases, type ReconciliationCase } from "../reconciliation/read-cases.js";
import { ReconcilePlant, type ReconciliationRun } from "../reconciliation/reconcile-plant.js";
import { recoveryActor } from "../recovery-actor.js";
import { plantSchema } from "./body-schemas.js";
import { PLANT_CODE, RequestReader } from "./request-reader.js";

const STATES = ["OPEN", "RESOLVED"];

/** Management API of the comparison of ERP, MES and ledger. */
@ApiTags("recovery")
@ApiResponse({ status: "4XX", description: "RFC 9457 problem; errors names each fault with its remedy." })
@Controller("platform/v1/reconciliation")
export class ReconciliationController {
  constructor(
    @Inject(ReconcilePlant) private readonly reconciling: ReconcilePlant,
    @Inject(ReadCases) private readonly cases: ReadCases,
  ) {}

  @Post("runs")
  @HttpCode(200)
  @RequiresPermission("reconciliation:run", { plant: "body:plantCode" })
  @ApiOperation({ operationId: "runReconciliation", summary: "Compare ERP, MES and ledger of a plant now" })
  @ApiBody({ schema: plantSchema })
  async run(@Req() request: ManagementRequest, @Body() body: unknown): Promise<ReconciliationRun> {
    const reader = new RequestReader(body);
    const plantCode = reader.text("plantCode", "a plant code such as P100", PLANT_CODE);
    reader.finish();
    const { clientId: startedBy, ...trail } = recoveryActor(request);
    return await this.reconciling.run(plantCode, { trigger: "DEMAND", startedBy, ...trail });
  }

  @Get("cases")
  @RequiresPermission("reconciliation:read", { plant: "filter" })
  @ApiOperation({ operationId: "listReconciliationCases", summary: "List deviations, the newest first" })
  @ApiQuery({ name: "state", required: false, enum: STATES })
  @ApiQuery({ name: "plantCode", required: false })
  @ApiQuery({ name: "limit", required: false, description: "1 to 500; 100 without it." })
  async list(
    @Req() { interlock: { plants } }: ManagementRequest,
    @Query() query: unknown,
  ): Promise<{ readonly items: readonly ReconciliationCase[] }> {
    const reader = new RequestReader(query);
    const state = reader.oneOf("state", STATES);
    const plantCode = reader.optionalText("plantCode", "a plant code such as P100", PLANT_CODE);
    const limit = reader.integer("limit", 1, 500, 100);
    reader.finish();
    return { items: await this.cases.list(plants, state, plantCode, limit) };
  }
}
