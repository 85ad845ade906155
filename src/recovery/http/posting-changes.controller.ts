import { Body, Controller, Get, HttpCode, Inject, Param, Post, Query, Req } from "@nestjs/common";
import { ApiBody, ApiOperation, ApiParam, ApiQuery, ApiResponse, ApiTags } from "@nestjs/swagger";
import { ManagementAccess, type ManagementRequest, RequiresPermission } from "../../platform/security/public.js";
import type { PostingChange } from "../changes/posting-change.js";
import { PostingChanges } from "../changes/posting-changes.js";
import { recoveryActor } from "../recovery-actor.js";
import { approvalSchema, reasonSchema } from "./body-schemas.js";
import { RequestReader, SHA256, ULID } from "./request-reader.js";

const INSTANCE = { plant: "instance" } as const;
const CHANGE = { name: "changeId", description: "Id of the change." };
const STATES = ["PROPOSED", "APPLIED", "WITHDRAWN"];

/** Management API of edits and discards. Who may decide one is whoever may propose its kind, and is not its author. */
@ApiTags("recovery")
@ApiResponse({ status: "4XX", description: "RFC 9457 problem; errors names each fault with its remedy." })
@Controller("platform/v1/posting-changes")
export class PostingChangesController {
  constructor(
    @Inject(PostingChanges) private readonly changes: PostingChanges,
    @Inject(ManagementAccess) private readonly access: ManagementAccess,
  ) {}

  @Get()
  @RequiresPermission("dlq:read", { plant: "filter" })
  @ApiOperation({ operationId: "listPostingChanges", summary: "List edits and discards, the newest first" })
  @ApiQuery({ name: "state", required: false, enum: STATES })
  @ApiQuery({ name: "postingId", required: false })
  @ApiQuery({ name: "limit", required: false, description: "1 to 200; 50 without it." })
  async list(
    @Req() { interlock: { plants } }: ManagementRequest,
    @Query() query: unknown,
  ): Promise<{ readonly items: readonly PostingChange[] }> {
    const reader = new RequestReader(query);
    const state = reader.oneOf("state", STATES);
    const postingId = reader.optionalText("postingId", "the id of a posting", ULID);
    const limit = reader.integer("limit", 1, 200, 50);
    reader.finish();
    return { items: await this.changes.list(plants, state, postingId, limit) };
  }

  @Get(":changeId")
  @RequiresPermission("dlq:read", INSTANCE)
  @ApiOperation({ operationId: "getPostingChange", summary: "Read an edit or a discard with both documents" })
  @ApiParam(CHANGE)
  async get(@Req() request: ManagementRequest, @Param("changeId") id: string): Promise<PostingChange> {
    const change = await this.changes.get(id);
    this.access.requireObject(request.interlock, "dlq:read", {
      plantCode: change.plantCode,
      author: change.proposedBy,
    });
    return change;
  }

  @Post(":changeId\\:approve")
  @HttpCode(200)
  @RequiresPermission("dlq:read", INSTANCE)
  @ApiOperation({
    operationId: "approvePostingChange",
    summary: "Approve and carry out what somebody else has proposed",
  })
  @ApiParam(CHANGE)
  @ApiBody({ schema: approvalSchema })
  async approve(
    @Req() request: ManagementRequest,
    @Param("changeId") id: string,
    @Body() body: unknown,
  ): Promise<PostingChange> {
    const reader = new RequestReader(body);
    const contentHash = reader.text("contentHash", "the contentHash of the change you have read", SHA256);
    const reason = reader.reason();
    reader.finish();
    await this.#require(request, id);
    await this.changes.decide.approve(id, contentHash, reason, recoveryActor(request));
    return await this.changes.get(id);
  }

  @Post(":changeId\\:apply")
  @HttpCode(200)
  @RequiresPermission("dlq:read", INSTANCE)
  @ApiOperation({ operationId: "applyPostingChange", summary: "Carry out a change that was approved elsewhere" })
  @ApiParam(CHANGE)
  async apply(@Req() request: ManagementRequest, @Param("changeId") id: string): Promise<PostingChange> {
    await this.#require(request, id);
    await this.changes.decide.apply(id, recoveryActor(request));
    return await this.changes.get(id);
  }

  @Post(":changeId\\:withdraw")
  @HttpCode(200)
  @RequiresPermission("dlq:read", INSTANCE)
  @ApiOperation({ operationId: "withdrawPostingChange", summary: "Give a proposed change up" })
  @ApiParam(CHANGE)
  @ApiBody({ schema: reasonSchema })
  async withdraw(
    @Req() request: ManagementRequest,
    @Param("changeId") id: string,
    @Body() body: unknown,
  ): Promise<PostingChange> {
    const reader = new RequestReader(body);
    const reason = reader.reason();
    reader.finish();
    await this.#require(request, id);
    await this.changes.decide.withdraw(id, reason, recoveryActor(request));
    return await this.changes.get(id);
  }

  /** The permission is that of the kind, which only the change itself tells. */
  async #require({ interlock }: ManagementRequest, id: string): Promise<void> {
    const { kind, plantCode, proposedBy } = await this.changes.get(id);
    const permission = kind === "EDIT" ? "dlq:edit" : "dlq:discard";
    this.access.requireObject(interlock, permission, { plantCode, author: proposedBy });
  }
}
