import { Controller, Get, Inject } from "@nestjs/common";
import { ApiOkResponse, ApiOperation, ApiResponse, ApiTags } from "@nestjs/swagger";
import type { Problem } from "../../kernel/problem.js";
import { RequiresPermission } from "../../platform/security/public.js";
import type { BreakerState, DestinationRecord } from "./destination-record.js";
import { liveShares, rampFactor, strictest } from "./destination-share.js";
import { Destinations } from "./destinations.js";

/** A destination as the management API shows it. */
interface DestinationRepresentation {
  readonly name: string;
  readonly breaker: BreakerState;
  /** Why it is not closed. */
  readonly problem?: Problem;
  readonly openedAt?: string;
  /** OPEN: when one worker tries again. */
  readonly openUntil?: string;
  /** Part of the full load that is let through; below 100 for some seconds after a break. */
  readonly loadPct: number;
  /** Absent while no worker uses the destination. */
  readonly maxParallel?: number;
  readonly maxPerSecond?: number;
  readonly workers: readonly { readonly worker: string; readonly permits: number; readonly isProbing: boolean }[];
}

/** Management API of what may go to each ERP at the moment. */
@ApiTags("recovery")
@ApiResponse({ status: "4XX", description: "RFC 9457 problem; errors names each fault with its remedy." })
@Controller("platform/v1/destinations")
export class DestinationsController {
  constructor(@Inject(Destinations) private readonly destinations: Destinations) {}

  @Get()
  @RequiresPermission("flow:read", { plant: "enterprise" })
  @ApiOperation({
    operationId: "listDestinations",
    summary: "List the ERPs with their circuit breakers and what each worker may send",
  })
  @ApiOkResponse({ description: "Destinations by name; one that never got a posting is missing." })
  async list(): Promise<{ readonly items: readonly DestinationRepresentation[] }> {
    const destinations = await this.destinations.list();
    return { items: destinations.map(({ record, nowMs }) => representationOf(record, nowMs)) };
  }
}

function representationOf(record: DestinationRecord, nowMs: number): DestinationRepresentation {
  const { name, breaker, problem, openedAtMs, openUntilMs, prober } = record;
  const shares = Object.entries(liveShares(record, nowMs));
  const { maxParallel, maxPerSecond } = strictest(shares.map(([, share]) => share));
  return {
    name,
    breaker,
    ...(problem === undefined ? {} : { problem }),
    ...(openedAtMs === undefined ? {} : { openedAt: instant(openedAtMs) }),
    ...(breaker !== "OPEN" || openUntilMs === undefined ? {} : { openUntil: instant(openUntilMs) }),
    loadPct: breaker === "CLOSED" ? Math.round(100 * rampFactor(record, nowMs)) : 0,
    ...(shares.length === 0 ? {} : { maxParallel }),
    ...(maxPerSecond === undefined ? {} : { maxPerSecond }),
    workers: shares.map(([worker, { permits }]) => ({ worker, permits, isProbing: worker === prober })),
  };
}

const instant = (ms: number): string => new Date(ms).toISOString();
