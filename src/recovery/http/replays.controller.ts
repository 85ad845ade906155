import { Body, Controller, Get, HttpCode, Inject, Param, Post, Query, Req } from "@nestjs/common";
import { ApiBody, ApiOperation, ApiParam, ApiQuery, ApiResponse, ApiTags } from "@nestjs/swagger";
import { InterlockError } from "../../kernel/problem.js";
import { ManagementAccess, type ManagementRequest, RequiresPermission } from "../../platform/security/public.js";
import { recoveryProblems } from "../problems.js";
import { recoveryActor } from "../recovery-actor.js";
import type { ReplayItem, ReplayJob } from "../replay/replay-job.js";
import { ReplayStore } from "../replay/replay.store.js";
import { RequestReplay } from "../replay/request-replay.js";
import { type ReplayStep, SteerReplay } from "../replay/steer-replay.js";
import { reasonSchema, replaySchema } from "./body-schemas.js";
import { NAME, PLANT_CODE, RequestReader, SHA256, ULID } from "./request-reader.js";

const INSTANCE = { plant: "instance" } as const;
const REPLAY = { name: "replayId", description: "Id of the replay." };
const VERDICTS = ["WILL_POST", "ALREADY_POSTED", "STILL_FAILS", "HELD_BEHIND", "UNDECIDED"];
const POSTING_IDS_MAX = 1000;
const RATE_DEFAULT = 10;
const RATE_MAX = 1000;

/** Management API of replays: a dry run that is kept, then its run at a pace. */
@ApiTags("recovery")
@ApiResponse({ status: "4XX", description: "RFC 9457 problem; errors names each fault with its remedy." })
@Controller("platform/v1/replays")
export class ReplaysController {
  constructor(
    @Inject(RequestReplay) private readonly requesting: RequestReplay,
    @Inject(SteerReplay) private readonly steering: SteerReplay,
    @Inject(ReplayStore) private readonly store: ReplayStore,
    @Inject(ManagementAccess) private readonly access: ManagementAccess,
  ) {}

  @Get()
  @RequiresPermission("replay:read", { plant: "filter" })
  @ApiOperation({
    operationId: "listReplays",
    summary: "List replays with their dry run and progress, the newest first",
  })
  @ApiQuery({ name: "limit", required: false, description: "1 to 200; 20 without it." })
  async list(
    @Req() { interlock: { plants } }: ManagementRequest,
    @Query() query: unknown,
  ): Promise<{ readonly items: readonly ReplayJob[] }> {
    const reader = new RequestReader(query);
    const limit = reader.integer("limit", 1, 200, 20);
    reader.finish();
    return { items: await this.store.list(plants, limit) };
  }

  @Post()
  @HttpCode(200)
  @RequiresPermission("replay:request", { plant: "body:plantCode" })
  @ApiOperation({
    operationId: "requestReplay",
    summary: "Look every selected posting up in its ERP and say what a replay would come to; nothing is sent",
  })
  @ApiBody({ schema: replaySchema })
  async request(@Req() request: ManagementRequest, @Body() body: unknown): Promise<ReplayJob> {
    const reader = new RequestReader(body);
    const plantCode = reader.optionalText("plantCode", "a plant code such as P100", PLANT_CODE);
    const fingerprint = reader.optionalText("fingerprint", "the fingerprint of a failure group", SHA256);
    const destination = reader.optionalText("destination", "the name of an ERP system", NAME);
    const postingIds = reader.optionalTexts("postingIds", "ids of postings", ULID, POSTING_IDS_MAX);
    const isCauseMended = reader.boolean("isCauseMended");
    const ratePerSecond = reader.integer("ratePerSecond", 1, RATE_MAX, RATE_DEFAULT);
    const reason = reader.reason();
    reader.finish();
    const selection = {
      ...(plantCode === undefined ? {} : { plantCode }),
      ...(fingerprint === undefined ? {} : { fingerprint }),
      ...(destination === undefined ? {} : { destination }),
      ...(postingIds === undefined ? {} : { postingIds }),
    };
    const asked = { selection, isCauseMended, ratePerSecond, reason };
    return await this.#find(await this.requesting.request(asked, request.interlock.plants, recoveryActor(request)));
  }

  @Get(":replayId")
  @RequiresPermission("replay:read", INSTANCE)
  @ApiOperation({ operationId: "getReplay", summary: "Read a replay: what its dry run said and how far its run is" })
  @ApiParam(REPLAY)
  async get(@Req() request: ManagementRequest, @Param("replayId") id: string): Promise<ReplayJob> {
    return await this.#require(request, "replay:read", id);
  }

  @Get(":replayId/items")
  @RequiresPermission("replay:read", INSTANCE)
  @ApiOperation({ operationId: "listReplayItems", summary: "List the postings of a replay with verdict and result" })
  @ApiParam(REPLAY)
  @ApiQuery({ name: "verdict", required: false, enum: VERDICTS })
  @ApiQuery({ name: "after", required: false, description: "nextAfter of the page before." })
  @ApiQuery({ name: "limit", required: false, description: "1 to 1000; 100 without it." })
  async items(
    @Req() request: ManagementRequest,
    @Param("replayId") id: string,
    @Query() query: unknown,
  ): Promise<{ readonly items: readonly ReplayItem[]; readonly nextAfter: number | null }> {
    const reader = new RequestReader(query);
    const verdict = reader.oneOf("verdict", VERDICTS);
    const after = reader.integer("after", 0, Number.MAX_SAFE_INTEGER, 0);
    const limit = reader.integer("limit", 1, 1000, 100);
    reader.finish();
    await this.#require(request, "replay:read", id);
    const items = await this.store.items(id, verdict, after, limit);
    return { items, nextAfter: items.length < limit ? null : (items.at(-1)?.position ?? null) };
  }

  @Post(":replayId\\:run")
  @HttpCode(200)
  @RequiresPermission("replay:run", INSTANCE)
  @ApiOperation({
    operationId: "runReplay",
    summary: "Start a replay; a large one needs the approval of a second person",
  })
  @ApiParam(REPLAY)
  @ApiBody({ schema: reasonSchema })
  async run(
    @Req() request: ManagementRequest,
    @Param("replayId") id: string,
    @Body() body: unknown,
  ): Promise<ReplayJob> {
    return await this.#steer(request, id, "run", "replay:run", body);
  }

  @Post(":replayId\\:pause")
  @HttpCode(200)
  @RequiresPermission("replay:run", INSTANCE)
  @ApiOperation({ operationId: "pauseReplay", summary: "Halt a running replay" })
  @ApiParam(REPLAY)
  @ApiBody({ schema: reasonSchema })
  async pause(
    @Req() request: ManagementRequest,
    @Param("replayId") id: string,
    @Body() body: unknown,
  ): Promise<ReplayJob> {
    return await this.#steer(request, id, "pause", "replay:run", body);
  }

  @Post(":replayId\\:resume")
  @HttpCode(200)
  @RequiresPermission("replay:run", INSTANCE)
  @ApiOperation({ operationId: "resumeReplay", summary: "Let a halted replay go on" })
  @ApiParam(REPLAY)
  @ApiBody({ schema: reasonSchema })
  async resume(
    @Req() request: ManagementRequest,
    @Param("replayId") id: string,
    @Body() body: unknown,
  ): Promise<ReplayJob> {
    return await this.#steer(request, id, "resume", "replay:run", body);
  }

  @Post(":replayId\\:cancel")
  @HttpCode(200)
  @RequiresPermission("replay:cancel", INSTANCE)
  @ApiOperation({ operationId: "cancelReplay", summary: "End a replay; what has not had its turn stays stopped" })
  @ApiParam(REPLAY)
  @ApiBody({ schema: reasonSchema })
  async cancel(
    @Req() request: ManagementRequest,
    @Param("replayId") id: string,
    @Body() body: unknown,
  ): Promise<ReplayJob> {
    return await this.#steer(request, id, "cancel", "replay:cancel", body);
  }

  async #steer(
    request: ManagementRequest,
    id: string,
    step: ReplayStep,
    permission: string,
    body: unknown,
  ): Promise<ReplayJob> {
    const reader = new RequestReader(body);
    const reason = reader.reason();
    reader.finish();
    const job = await this.#require(request, permission, id);
    await this.steering.take(job, step, reason, recoveryActor(request));
    return await this.#find(id);
  }

  async #require({ interlock }: ManagementRequest, permission: string, id: string): Promise<ReplayJob> {
    const job = await this.#find(id);
    this.access.requireObject(interlock, permission, {
      ...(job.plantCode === null ? {} : { plantCode: job.plantCode }),
      author: job.requestedBy,
      state: job.state,
      messages: job.messages,
    });
    return job;
  }

  async #find(id: string): Promise<ReplayJob> {
    const job = await this.store.find(id);
    if (job !== undefined) return job;
    throw new InterlockError(recoveryProblems.REPLAY_NOT_FOUND, { detail: `There is no replay ${id.slice(0, 40)}.` });
  }
}
