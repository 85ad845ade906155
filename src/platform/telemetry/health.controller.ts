import { Controller, Get, Inject, Res } from "@nestjs/common";
import { ApiOperation, ApiTags } from "@nestjs/swagger";
import type { FastifyReply } from "fastify";
import { Public } from "../security/public.js";
import { Metrics } from "./metrics.js";
import { Readiness } from "./readiness.js";

/** Address that Prometheus scrapes. */
export const METRICS_PATH = "/metrics";

/** Probes of an orchestrator and the scrape of Prometheus. */
@ApiTags("operations")
@Controller()
export class HealthController {
  constructor(
    @Inject(Readiness) private readonly readiness: Readiness,
    @Inject(Metrics) private readonly metrics: Metrics,
  ) {}

  @Get("livez")
  @Public("tells only that the event loop turns")
  @ApiOperation({ operationId: "readLiveness", summary: "Is the process alive?" })
  live(): { status: string } {
    return { status: "alive" };
  }

  @Get("readyz")
  @Public("names checks, no data")
  @ApiOperation({ operationId: "readReadiness", summary: "May traffic be sent here?" })
  async ready(@Res() reply: FastifyReply): Promise<void> {
    const report = await this.readiness.check();
    await reply.status(report.isReady ? 200 : 503).send(report);
  }

  @Get(METRICS_PATH)
  @Public("scraped by Prometheus; holds counts and durations, no business data")
  @ApiOperation({ operationId: "readMetrics", summary: "Prometheus metrics" })
  async scrape(@Res() reply: FastifyReply): Promise<void> {
    await reply.header("content-type", this.metrics.contentType).send(await this.metrics.text());
  }
}
