import { Body, Controller, Get, HttpCode, Inject, Param, Post, Put, Query, Req } from "@nestjs/common";
import { ApiBody, ApiOkResponse, ApiOperation, ApiParam, ApiQuery, ApiResponse, ApiTags } from "@nestjs/swagger";
import { deliveryProblems } from "../../delivery/public.js";
import { InterlockError } from "../../kernel/problem.js";
import {
  AUTHORIZER,
  type Authorizer,
  forbiddenFields,
  ManagementAccess,
  type ManagementRequest,
  refuseFields,
  RequiresPermission,
} from "../../platform/security/public.js";
import { touchedMembers } from "../changes/change-document.js";
import type { PostingChange } from "../changes/posting-change.js";
import { PostingChanges } from "../changes/posting-changes.js";
import { recoveryActor } from "../recovery-actor.js";
import { AssignGroup } from "../stopped/assign-group.js";
import { type FailureGroup, FailureGroups } from "../stopped/failure-groups.js";
import { type StoppedPosting, type StoppedPostingDetail, StoppedPostings } from "../stopped/stopped-postings.js";
import { editSchema, ownerSchema, reasonSchema } from "./body-schemas.js";
import { readFieldChanges } from "./read-field-changes.js";
import { NAME, PLANT_CODE, RequestReader, SHA256 } from "./request-reader.js";

const FILTER = { plant: "filter" } as const;
const INSTANCE = { plant: "instance" } as const;
const POSTING = { name: "postingId", description: "Id of the posting." };
const STATES = ["PARKED", "DEAD", "UNKNOWN"];

/** Management API of what stands still: causes, postings, and what may be done about a single one. */
@ApiTags("recovery")
@ApiResponse({ status: "4XX", description: "RFC 9457 problem; errors names each fault with its remedy." })
@Controller("platform/v1")
export class DlqController {
  constructor(
    @Inject(FailureGroups) private readonly groups: FailureGroups,
    @Inject(StoppedPostings) private readonly postings: StoppedPostings,
    @Inject(AssignGroup) private readonly assigning: AssignGroup,
    @Inject(PostingChanges) private readonly changes: PostingChanges,
    @Inject(ManagementAccess) private readonly access: ManagementAccess,
    @Inject(AUTHORIZER) private readonly authorizer: Authorizer,
  ) {}

  @Get("failure-groups")
  @RequiresPermission("dlq:read", FILTER)
  @ApiOperation({ operationId: "listFailureGroups", summary: "List stopped postings by what has to be mended" })
  @ApiOkResponse({ description: "Groups by cause, the one that blocks most orders first." })
  async listGroups(
    @Req() { interlock: { plants } }: ManagementRequest,
    @Query() query: unknown,
  ): Promise<{ readonly items: readonly FailureGroup[] }> {
    new RequestReader(query).finish();
    return { items: await this.groups.list(plants) };
  }

  @Put("failure-groups/:fingerprint/owner")
  @RequiresPermission("dlq:retry", FILTER)
  @ApiOperation({ operationId: "assignFailureGroup", summary: "Say who looks after a cause" })
  @ApiParam({ name: "fingerprint", description: "Of the group." })
  @ApiBody({ schema: ownerSchema })
  async assign(
    @Req() request: ManagementRequest,
    @Param("fingerprint") fingerprint: string,
    @Body() body: unknown,
  ): Promise<FailureGroup> {
    const reader = new RequestReader(body);
    const owner = reader.text("owner", "an account or team of printable characters", NAME);
    const reason = reader.reason();
    reader.finish();
    return await this.assigning.assign(
      { fingerprint, owner, note: reason },
      request.interlock.plants,
      recoveryActor(request),
    );
  }

  @Get("dlq")
  @RequiresPermission("dlq:read", FILTER)
  @ApiOperation({ operationId: "listStoppedPostings", summary: "List postings that do not go on by themselves" })
  @ApiQuery({ name: "state", required: false, enum: STATES })
  @ApiQuery({ name: "fingerprint", required: false, description: "Of a failure group." })
  @ApiQuery({ name: "plantCode", required: false })
  @ApiQuery({ name: "after", required: false, description: "nextAfter of the page before." })
  @ApiQuery({ name: "limit", required: false, description: "1 to 500; 50 without it." })
  async list(
    @Req() { interlock: { plants } }: ManagementRequest,
    @Query() query: unknown,
  ): Promise<{ readonly items: readonly StoppedPosting[]; readonly nextAfter: number | null }> {
    const reader = new RequestReader(query);
    const state = reader.oneOf("state", STATES);
    const fingerprint = reader.optionalText("fingerprint", "the fingerprint of a group", SHA256);
    const plantCode = reader.optionalText("plantCode", "a plant code such as P100", PLANT_CODE);
    const after = reader.integer("after", 0, Number.MAX_SAFE_INTEGER, 0);
    const limit = reader.integer("limit", 1, 500, 50);
    reader.finish();
    const items = await this.postings.list(plants, {
      ...(state === undefined ? {} : { state }),
      ...(fingerprint === undefined ? {} : { fingerprint }),
      ...(plantCode === undefined ? {} : { plantCode }),
      after,
      limit,
    });
    return { items, nextAfter: items.length < limit ? null : (items.at(-1)?.seq ?? null) };
  }

  @Get("dlq/:postingId")
  @RequiresPermission("dlq:read", INSTANCE)
  @ApiOperation({ operationId: "getStoppedPosting", summary: "Read a posting, its document and what waits behind it" })
  @ApiParam(POSTING)
  async get(@Req() request: ManagementRequest, @Param("postingId") id: string): Promise<StoppedPostingDetail> {
    return await this.#require(request, "dlq:read", id);
  }

  @Post("dlq/:postingId\\:edit")
  @HttpCode(200)
  @RequiresPermission("dlq:edit", INSTANCE)
  @ApiOperation({ operationId: "proposePostingEdit", summary: "Propose other values for a parked or dead posting" })
  @ApiParam(POSTING)
  @ApiBody({ schema: editSchema })
  async edit(
    @Req() request: ManagementRequest,
    @Param("postingId") id: string,
    @Body() body: unknown,
  ): Promise<PostingChange> {
    const reader = new RequestReader(body);
    const changes = readFieldChanges(reader);
    const reason = reader.reason();
    reader.finish();
    const { plantCode } = await this.#require(request, "dlq:edit", id);
    const permitted = this.authorizer.permittedFields(request.interlock.principal, "dlq:edit", { plantCode });
    if (permitted !== undefined) refuseFields("dlq:edit", forbiddenFields(touchedMembers(changes), permitted));
    return await this.#proposed({ postingId: id, changes, reason }, request);
  }

  @Post("dlq/:postingId\\:discard")
  @HttpCode(200)
  @RequiresPermission("dlq:discard", INSTANCE)
  @ApiOperation({
    operationId: "proposePostingDiscard",
    summary: "Propose to give a parked or dead posting up for good",
  })
  @ApiParam(POSTING)
  @ApiBody({ schema: reasonSchema })
  async discard(
    @Req() request: ManagementRequest,
    @Param("postingId") id: string,
    @Body() body: unknown,
  ): Promise<PostingChange> {
    const reader = new RequestReader(body);
    const reason = reader.reason();
    reader.finish();
    await this.#require(request, "dlq:discard", id);
    return await this.#proposed({ postingId: id, changes: undefined, reason }, request);
  }

  async #proposed(
    asked: Parameters<PostingChanges["propose"]["propose"]>[0],
    request: ManagementRequest,
  ): Promise<PostingChange> {
    return await this.changes.get(await this.changes.propose.propose(asked, recoveryActor(request)));
  }

  async #require({ interlock }: ManagementRequest, permission: string, id: string): Promise<StoppedPostingDetail> {
    const posting = await this.postings.detail(id);
    if (posting === undefined) {
      throw new InterlockError(deliveryProblems.POSTING_NOT_FOUND, {
        detail: `There is no posting ${id.slice(0, 40)}.`,
      });
    }
    this.access.requireObject(interlock, permission, { plantCode: posting.plantCode, state: posting.state });
    return posting;
  }
}
