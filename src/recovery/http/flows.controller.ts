import { Controller, Get, Inject, Param, Query, Req } from "@nestjs/common";
import { ApiOkResponse, ApiOperation, ApiParam, ApiQuery, ApiResponse, ApiTags } from "@nestjs/swagger";
import { InterlockError } from "../../kernel/problem.js";
import { ManagementAccess, type ManagementRequest, RequiresPermission } from "../../platform/security/public.js";
import type { Flow } from "../flows/flow.js";
import { ReadFlows } from "../flows/read-flows.js";
import { recoveryProblems } from "../problems.js";
import { NAME, PLANT_CODE, RequestReader } from "./request-reader.js";

/** Management API of what requests have led to: did that confirmation reach the ERP? */
@ApiTags("recovery")
@ApiResponse({ status: "4XX", description: "RFC 9457 problem; errors names each fault with its remedy." })
@Controller("platform/v1/flows")
export class FlowsController {
  constructor(
    @Inject(ReadFlows) private readonly flows: ReadFlows,
    @Inject(ManagementAccess) private readonly access: ManagementAccess,
  ) {}

  @Get()
  @RequiresPermission("flow:read", { plant: "filter" })
  @ApiOperation({ operationId: "listFlows", summary: "List accepted requests and how far each is, the newest first" })
  @ApiQuery({
    name: "about",
    required: false,
    description:
      "An order as plant/number, or an id: of an operation, a confirmation, a movement, a posting, an external key or a correlation.",
  })
  @ApiQuery({ name: "plantCode", required: false })
  @ApiQuery({ name: "open", required: false, enum: ["true", "false"], description: "Only what is under way." })
  @ApiQuery({ name: "limit", required: false, description: "1 to 200; 20 without it." })
  @ApiOkResponse({ description: "Each with its documents in the ERP and an answer in one sentence." })
  async list(
    @Req() { interlock: { plants } }: ManagementRequest,
    @Query() query: unknown,
  ): Promise<{ readonly items: readonly Flow[] }> {
    const reader = new RequestReader(query);
    const about = reader.optionalText("about", "an order such as P100/1000042, or an id", NAME);
    const plantCode = reader.optionalText("plantCode", "a plant code such as P100", PLANT_CODE);
    const isOpen = reader.oneOf("open", ["true", "false"]) === "true";
    const limit = reader.integer("limit", 1, 200, 20);
    reader.finish();
    const filter = {
      ...(about === undefined ? {} : { about }),
      ...(plantCode === undefined ? {} : { plantCode }),
      isOpen,
      limit,
    };
    return { items: await this.flows.list(plants, filter) };
  }

  @Get(":flowId")
  @RequiresPermission("flow:read", { plant: "instance" })
  @ApiOperation({ operationId: "getFlow", summary: "Read every step of an accepted request up to the ERP" })
  @ApiParam({ name: "flowId", description: "Id of the accepted operation." })
  async get(@Req() { interlock }: ManagementRequest, @Param("flowId") id: string): Promise<Flow> {
    const flow = await this.flows.find(id);
    if (flow === undefined) {
      const detail = `There is no accepted operation ${id.slice(0, 40)}; find it with GET /platform/v1/flows?about=<id>.`;
      throw new InterlockError(recoveryProblems.FLOW_NOT_FOUND, { detail });
    }
    this.access.requireObject(interlock, "flow:read", { plantCode: flow.plantCode });
    return flow;
  }
}
