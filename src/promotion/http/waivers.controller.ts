import { Body, Controller, Get, HttpCode, Inject, Param, Post, Query, Req } from "@nestjs/common";
import { ApiBody, ApiOkResponse, ApiOperation, ApiParam, ApiQuery, ApiResponse, ApiTags } from "@nestjs/swagger";
import {
  AUTHORIZER,
  type Authorizer,
  ManagementAccess,
  type ManagementRequest,
  RequiresPermission,
} from "../../platform/security/public.js";
import { ReadContracts } from "../../registry/public.js";
import { ReadWaivers, type ShownWaiver } from "../waivers/read-waivers.js";
import type { Waiver } from "../waivers/waiver.js";
import { WAIVER_COMMANDS, type WaiverCommands } from "../waivers/waiver-commands.js";
import { WAIVER_COLUMNS, WAIVER_PREDICATE_PARAMETER } from "../waivers/waiver.store.js";
import { contractActor } from "./contract-actor.js";
import { listOf, reasonSchema } from "./contract-schemas.js";
import { BodyReader } from "./read-body.js";
import { readLimit, readOneOf, readOptional, refuseUnknown } from "./read-query.js";
import { waiverApprovalSchema, waiverRequestSchema, waiverSchema, waiverStates } from "./waiver-schemas.js";

const INSTANCE = { plant: "instance" } as const;
const HASH = /^[0-9a-f]{64}$/;
const ID = { name: "waiverId", description: "Id of the waiver." };

/** Management API of waivers: findings that are accepted for a time, by others than those who ask for it. */
@ApiTags("waivers")
@ApiResponse({ status: "4XX", description: "RFC 9457 problem; errors names each fault with its remedy." })
@Controller("platform/v1/waivers")
export class WaiversController {
  constructor(
    @Inject(WAIVER_COMMANDS) private readonly commands: WaiverCommands,
    @Inject(ReadWaivers) private readonly waivers: ReadWaivers,
    @Inject(ReadContracts) private readonly contracts: ReadContracts,
    @Inject(ManagementAccess) private readonly access: ManagementAccess,
    @Inject(AUTHORIZER) private readonly authorizer: Authorizer,
  ) {}

  @Get()
  @RequiresPermission("waiver:read", INSTANCE)
  @ApiOperation({
    operationId: "listWaivers",
    summary: "List waivers, the newest first, and the versions in force that rest on them",
  })
  @ApiQuery({ name: "line", required: false, description: "Such as openapi/production-order/v1." })
  @ApiQuery({ name: "state", required: false, enum: waiverStates })
  @ApiQuery({ name: "limit", required: false, description: "1 to 200; 50 without it." })
  @ApiOkResponse({ schema: listOf(waiverSchema) })
  async list(
    @Req() { interlock: { principal } }: ManagementRequest,
    @Query() query: Readonly<Record<string, unknown>>,
  ): Promise<{ readonly items: readonly ShownWaiver[] }> {
    refuseUnknown(query, ["line", "state", "limit"]);
    const line = readOptional(query, "line");
    const state = readOneOf(query, "state", waiverStates);
    const filter = { ...(line === undefined ? {} : { line }), ...(state === undefined ? {} : { state }) };
    const predicate = this.authorizer.predicate(principal, "waiver:read", WAIVER_COLUMNS, WAIVER_PREDICATE_PARAMETER);
    return { items: await this.waivers.list({ ...filter, limit: readLimit(query) }, predicate) };
  }

  @Get(":waiverId")
  @RequiresPermission("waiver:read", INSTANCE)
  @ApiOperation({ operationId: "getWaiver", summary: "Read a waiver and the versions in force that rest on it" })
  @ApiParam(ID)
  @ApiOkResponse({ schema: waiverSchema })
  async get(@Req() request: ManagementRequest, @Param("waiverId") id: string): Promise<ShownWaiver> {
    return await this.waivers.show(this.#require(request, "waiver:read", await this.waivers.get(id)));
  }

  @Post()
  @HttpCode(200)
  @RequiresPermission("waiver:request", INSTANCE)
  @ApiOperation({
    operationId: "requestWaiver",
    summary: "Ask others to accept a finding of a version's latest evidence until a day",
  })
  @ApiBody({ schema: waiverRequestSchema })
  @ApiOkResponse({ schema: waiverSchema })
  async request(@Req() request: ManagementRequest, @Body() body: unknown): Promise<ShownWaiver> {
    const reader = new BodyReader(body);
    const digest = reader.text(
      "digest",
      "the digest of a version, or its first 8 or more characters",
      /^[0-9a-f]{8,64}$/,
    );
    const fingerprint = reader.text("fingerprint", "the fingerprint of a finding in the version's evidence", HASH);
    const owner = reader.text("owner", "the account or team that answers for it", /^[\x21-\x7e]{1,100}$/);
    const endsOn = reader.text("endsOn", "the last day it holds, such as 2027-03-31", /^\d{4}-\d\d-\d\d$/);
    const reason = reader.reason();
    reader.finish();
    const version = await this.contracts.get(digest);
    const { kind, name } = version;
    this.access.requireObject(request.interlock, "waiver:request", {
      contract: `${kind}/${name}`,
      author: request.interlock.principal.clientId,
    });
    const asked = { version, fingerprint, owner, reason, endsOn };
    return await this.waivers.show(await this.commands.request.request(asked, contractActor(request)));
  }

  @Post(":waiverId\\:approve")
  @HttpCode(200)
  @RequiresPermission("waiver:approve", INSTANCE)
  @ApiOperation({
    operationId: "approveWaiver",
    summary: "Approve a waiver that somebody else has asked for; what is proven to break needs two",
  })
  @ApiParam(ID)
  @ApiBody({ schema: waiverApprovalSchema })
  @ApiOkResponse({ schema: waiverSchema })
  async approve(
    @Req() request: ManagementRequest,
    @Param("waiverId") id: string,
    @Body() body: unknown,
  ): Promise<ShownWaiver> {
    const reader = new BodyReader(body);
    const contentHash = reader.text("contentHash", "the contentHash of the waiver you have read", HASH);
    const reason = reader.reason();
    reader.finish();
    this.#require(request, "waiver:approve", await this.waivers.get(id));
    const approved = await this.commands.approve.approve(id, contentHash, reason, contractActor(request));
    return await this.waivers.show(approved);
  }

  @Post(":waiverId\\:revoke")
  @HttpCode(200)
  @RequiresPermission("waiver:revoke", INSTANCE)
  @ApiOperation({ operationId: "revokeWaiver", summary: "End a waiver before its day" })
  @ApiParam(ID)
  @ApiBody({ schema: reasonSchema })
  @ApiOkResponse({ schema: waiverSchema })
  async revoke(
    @Req() request: ManagementRequest,
    @Param("waiverId") id: string,
    @Body() body: unknown,
  ): Promise<ShownWaiver> {
    const reader = new BodyReader(body);
    const reason = reader.reason();
    reader.finish();
    this.#require(request, "waiver:revoke", await this.waivers.get(id));
    return await this.waivers.show(await this.commands.revoke.revoke(id, reason, contractActor(request)));
  }

  #require({ interlock }: ManagementRequest, permission: string, waiver: Waiver): Waiver {
    this.access.requireObject(interlock, permission, { contract: waiver.contract, author: waiver.requestedBy });
    return waiver;
  }
}
