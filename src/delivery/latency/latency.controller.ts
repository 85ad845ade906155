import { Controller, Get, Inject, Query, Req } from "@nestjs/common";
import { ApiOkResponse, ApiOperation, ApiQuery, ApiResponse, ApiTags } from "@nestjs/swagger";
import type { Clock } from "../../kernel/clock.js";
import { InterlockError } from "../../kernel/problem.js";
import { CLOCK } from "../../platform/platform-tokens.js";
import { type ManagementRequest, RequiresPermission } from "../../platform/security/public.js";
import { deliveryProblems } from "../problems.js";
import { type MeasuredLatency, MeasureLatency } from "./measured-latency.js";

const MINUTES_DEFAULT = 60;
const MINUTES_MAX = 10_080;
const MS_PER_MINUTE = 60_000;
const PLANT_CODE = /^[A-Za-z0-9][A-Za-z0-9_.-]{0,19}$/;

/** What the answer is about, with the measurement. */
interface LatencyReport {
  /** RFC 3339, UTC. */
  readonly since: string;
  readonly until: string;
  readonly items: readonly MeasuredLatency[];
}

/** Management API of the time that postings take, by plant and latency class. */
@ApiTags("delivery")
@ApiResponse({ status: "4XX", description: "RFC 9457 problem; detail names the fault and its remedy." })
@Controller("platform/v1/posting-latency")
export class LatencyController {
  constructor(
    @Inject(MeasureLatency) private readonly measuring: MeasureLatency,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  @Get()
  @RequiresPermission("posting:read", { plant: "filter" })
  @ApiOperation({ operationId: "measurePostingLatency", summary: "Measure how long postings took, against their SLA" })
  @ApiQuery({ name: "plantCode", required: false })
  @ApiQuery({ name: "minutes", required: false, description: `1 to ${MINUTES_MAX}; ${MINUTES_DEFAULT} without it.` })
  @ApiOkResponse({
    description:
      "p50 and p95 of what was booked in these minutes, what is open and overdue now, and recorded breaches.",
  })
  async measure(
    @Req() { interlock: { plants } }: ManagementRequest,
    @Query() query: Readonly<Record<string, unknown>>,
  ): Promise<LatencyReport> {
    const { minutes, plantCode } = read(query);
    const until = this.clock.now();
    const since = new Date(until.getTime() - minutes * MS_PER_MINUTE);
    const visible = plants === "*" ? undefined : plants;
    const asked =
      plantCode === undefined ? visible : visible === undefined || visible.includes(plantCode) ? [plantCode] : [];
    const items = await this.measuring.run(asked, since, until);
    return { since: since.toISOString(), until: until.toISOString(), items };
  }
}

/** @throws InterlockError POSTING_QUERY_INVALID */
function read(query: Readonly<Record<string, unknown>>): { minutes: number; plantCode: string | undefined } {
  const unknown = Object.keys(query).filter((name) => name !== "minutes" && name !== "plantCode");
  if (unknown.length > 0) throw invalid(`${unknown.join(", ")} is not a parameter; there are plantCode and minutes.`);
  const { minutes: text = String(MINUTES_DEFAULT), plantCode } = query;
  const minutes = typeof text === "string" && /^[0-9]{1,5}$/.test(text) ? Number(text) : 0;
  if (minutes < 1 || minutes > MINUTES_MAX) throw invalid(`minutes must be a whole number from 1 to ${MINUTES_MAX}.`);
  if (plantCode === undefined) return { minutes, plantCode };
  if (typeof plantCode === "string" && PLANT_CODE.test(plantCode)) return { minutes, plantCode };
  throw invalid("plantCode must be one plant code such as P100.");
}

const invalid = (detail: string): InterlockError =>
  new InterlockError(deliveryProblems.POSTING_QUERY_INVALID, { detail });
