import { Body, Controller, HttpCode, Inject, Param, Post, Req } from "@nestjs/common";
import { ApiBody, ApiOkResponse, ApiOperation, ApiParam, ApiResponse, ApiTags } from "@nestjs/swagger";
import { InterlockError } from "../../kernel/problem.js";
import { UnitOfWork } from "../../platform/persistence/unit-of-work.js";
import { ManagementAccess, type ManagementRequest, RequiresPermission } from "../../platform/security/public.js";
import { deliveryProblems } from "../problems.js";
import { SplitAggregate } from "./split-aggregate.js";

const REASON_LENGTH_MAX = 1_000;
const REASON = { type: "string", minLength: 3, maxLength: REASON_LENGTH_MAX, description: "Kept in the audit log." };

/** What taking an aggregate apart has come to. */
interface SplitReport {
  readonly postingId: string;
  /** How many postings go on, each on its own. */
  readonly members: number;
}

/** Management API of postings that were put together from others. */
@ApiTags("delivery")
@ApiResponse({ status: "4XX", description: "RFC 9457 problem; detail names the fault and its remedy." })
@Controller("platform/v1/postings")
export class AggregatesController {
  constructor(
    @Inject(SplitAggregate) private readonly splitting: SplitAggregate,
    @Inject(UnitOfWork) private readonly unitOfWork: UnitOfWork,
    @Inject(ManagementAccess) private readonly access: ManagementAccess,
  ) {}

  @Post(":postingId\\:split")
  @HttpCode(200)
  @RequiresPermission("dlq:retry", { plant: "instance" })
  @ApiOperation({
    operationId: "splitAggregate",
    summary: "Take a parked or dead aggregate apart, so that each of its members is posted on its own",
  })
  @ApiParam({ name: "postingId", description: "Id of the aggregate." })
  @ApiBody({
    schema: { type: "object", additionalProperties: false, required: ["reason"], properties: { reason: REASON } },
  })
  @ApiOkResponse({ description: "How many postings go on." })
  split(
    @Req() { interlock }: ManagementRequest,
    @Param("postingId") postingId: string,
    @Body() body: unknown,
  ): Promise<SplitReport> {
    const reason = readReason(body);
    return this.unitOfWork.run(async (tx) => {
      const { plantCode, state } = await this.splitting.find(tx, postingId);
      this.access.requireObject(interlock, "dlq:retry", { plantCode, state });
      const actor = interlock.principal.clientId;
      return { postingId, members: await this.splitting.run(tx, { postingId, actor, reason }) };
    });
  }
}

/** @throws InterlockError POSTING_QUERY_INVALID */
function readReason(body: unknown): string {
  const members: object = typeof body === "object" && body !== null ? body : {};
  const reason = "reason" in members ? members.reason : undefined;
  const isAlone = Object.keys(members).every((name) => name === "reason");
  const isText = typeof reason === "string" && reason.trim().length >= 3 && reason.length <= REASON_LENGTH_MAX;
  if (isAlone && isText) return reason;
  const detail = `The body must be {"reason": "…"} with 3 to ${REASON_LENGTH_MAX} characters that say why.`;
  throw new InterlockError(deliveryProblems.POSTING_QUERY_INVALID, { detail });
}
