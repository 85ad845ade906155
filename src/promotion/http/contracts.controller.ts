import { Body, Controller, Get, HttpCode, Inject, Param, Post, Query, Req } from "@nestjs/common";
import { ApiBody, ApiOkResponse, ApiOperation, ApiParam, ApiQuery, ApiResponse, ApiTags } from "@nestjs/swagger";
import {
  AUTHORIZER,
  type Authorizer,
  ManagementAccess,
  type ManagementRequest,
  RequiresPermission,
} from "../../platform/security/public.js";
import {
  type ContractVersion,
  ReadContracts,
  type Registration,
  entryFileOf,
  PREDICATE_PARAMETER,
  VERSION_COLUMNS,
  parseSubmission,
} from "../../registry/public.js";
import type { ApprovalOutcome } from "../approve-contract.js";
import type { PromotionRecord } from "../promotion-record.js";
import { ReadContractStatus } from "../read-contract-status.js";
import { contractActor } from "./contract-actor.js";
import { CONTRACT_COMMANDS, type ContractCommands } from "./contract-commands.js";
import * as schemas from "./contract-schemas.js";
import { type ContractStatus, toContractStatus } from "./contract-status.js";
import { BodyReader } from "./read-body.js";
import { readLimit, readOptional, refuseUnknown } from "./read-query.js";

type QueryValues = Readonly<Record<string, unknown>>;

/** Decided about the very version, once it is known. */
const INSTANCE = { plant: "instance" } as const;
const DIGEST = { name: "digest", description: "SHA-256 of the version, or its first 8 or more characters." };
const HASH = /^[0-9a-f]{64}$/;

/** Management API of contract versions: register, judge, approve, put into force, take out of force. */
@ApiTags("contracts")
@ApiResponse({ status: "4XX", description: "RFC 9457 problem; errors names each reason with its remedy." })
@Controller("platform/v1/contracts")
export class ContractsController {
  constructor(
    @Inject(CONTRACT_COMMANDS) private readonly commands: ContractCommands,
    @Inject(ReadContracts) private readonly contracts: ReadContracts,
    @Inject(ReadContractStatus) private readonly status: ReadContractStatus,
    @Inject(ManagementAccess) private readonly access: ManagementAccess,
    @Inject(AUTHORIZER) private readonly authorizer: Authorizer,
  ) {}

  @Get()
  @RequiresPermission("contract:read", INSTANCE)
  @ApiOperation({ operationId: "listContractVersions", summary: "List contract versions, the newest first" })
  @ApiQuery({ name: "kind", required: false, enum: ["openapi", "asyncapi"] })
  @ApiQuery({ name: "name", required: false, description: "API or stream, such as production-order." })
  @ApiQuery({ name: "state", required: false })
  @ApiQuery({ name: "limit", required: false, description: "1 to 200; 50 without it." })
  @ApiOkResponse({ schema: schemas.listOf(schemas.versionSchema) })
  async list(
    @Req() { interlock: { principal } }: ManagementRequest,
    @Query() query: QueryValues,
  ): Promise<{ readonly items: readonly ContractVersion[] }> {
    refuseUnknown(query, ["kind", "name", "state", "limit"]);
    const [kind, name, state] = ["kind", "name", "state"].map((member) => readOptional(query, member));
    const filter = {
      ...(kind === undefined ? {} : { kind }),
      ...(name === undefined ? {} : { name }),
      ...(state === undefined ? {} : { state }),
    };
    const predicate = this.authorizer.predicate(principal, "contract:read", VERSION_COLUMNS, PREDICATE_PARAMETER);
    return { items: await this.contracts.list({ ...filter, limit: readLimit(query) }, predicate) };
  }

  @Post()
  @HttpCode(200)
  @RequiresPermission("contract:draft", INSTANCE)
  @ApiOperation({
    operationId: "registerContract",
    summary: "Register a contract as a draft; the same content is one version",
  })
  @ApiBody({ schema: schemas.submissionSchema })
  @ApiOkResponse({ schema: schemas.registrationSchema })
  async register(@Req() request: ManagementRequest, @Body() body: unknown): Promise<Registration> {
    const reader = new BodyReader(body);
    const entry = reader.text("entry", "the path of the contract", /./);
    const files = reader.files();
    reader.finish();
    const bundle = await parseSubmission({ entry, files });
    const { kind, name } = bundle.line;
    const author = request.interlock.principal.clientId;
    this.access.requireObject(request.interlock, "contract:draft", {
      contract: `${kind}/${name}`,
      author,
      state: "draft",
    });
    return await this.commands.register.register(bundle, contractActor(request));
  }

  @Get(":digest")
  @RequiresPermission("contract:read", INSTANCE)
  @ApiOperation({
    operationId: "getContractStatus",
    summary: "Read a version, its evidence, and whether it could be promoted now",
  })
  @ApiParam(DIGEST)
  @ApiOkResponse({ schema: schemas.statusSchema })
  async get(@Req() request: ManagementRequest, @Param("digest") digest: string): Promise<ContractStatus> {
    const { version, report } = await this.status.read(digest);
    this.#require(request, "contract:read", version);
    return toContractStatus(version, report);
  }

  @Get(":digest/bundle")
  @RequiresPermission("contract:read", INSTANCE)
  @ApiOperation({ operationId: "getContractBundle", summary: "Read the contract and every file it refers to" })
  @ApiParam(DIGEST)
  @ApiOkResponse({ schema: schemas.bundleSchema })
  async bundle(@Req() request: ManagementRequest, @Param("digest") digest: string): Promise<object> {
    const version = this.#require(request, "contract:read", await this.contracts.get(digest));
    const { files } = await this.contracts.bundle(version.digest);
    return { digest: version.digest, entry: entryFileOf(version), files: Object.fromEntries(files) };
  }

  @Post(":digest\\:submit")
  @HttpCode(200)
  @RequiresPermission("contract:submit", INSTANCE)
  @ApiOperation({
    operationId: "submitContract",
    summary: "Make a draft a candidate and gather its evidence, or gather it anew",
  })
  @ApiParam(DIGEST)
  @ApiBody({ schema: schemas.submitSchema, required: false })
  @ApiOkResponse({ schema: schemas.statusSchema })
  async submit(
    @Req() request: ManagementRequest,
    @Param("digest") digest: string,
    @Body() body: unknown,
  ): Promise<ContractStatus> {
    const reader = new BodyReader(body ?? {});
    const consumerOwners = reader.optionalNames("consumerOwners");
    reader.finish();
    const known = this.#require(request, "contract:submit", await this.contracts.get(digest));
    await this.commands.submit.submit({ digest: known.digest, consumerOwners }, contractActor(request));
    const { version, report } = await this.status.read(known.digest);
    return toContractStatus(version, report);
  }

  @Post(":digest\\:approve")
  @HttpCode(200)
  @RequiresPermission("contract:approve", INSTANCE)
  @ApiOperation({ operationId: "approveContract", summary: "Approve the evidence of a candidate; its author cannot" })
  @ApiParam(DIGEST)
  @ApiBody({ schema: schemas.approvalSchema })
  @ApiOkResponse({ schema: schemas.approvalOutcomeSchema })
  async approve(
    @Req() request: ManagementRequest,
    @Param("digest") digest: string,
    @Body() body: unknown,
  ): Promise<ApprovalOutcome> {
    const reader = new BodyReader(body);
    const evidenceHash = reader.text("evidenceHash", "the evidenceHash of the evaluation you have read", HASH);
    const reason = reader.reason();
    reader.finish();
    const version = this.#require(request, "contract:approve", await this.contracts.get(digest));
    return await this.commands.approve.approve(
      { digest: version.digest, evidenceHash, reason },
      contractActor(request),
    );
  }

  @Post(":digest\\:reject")
  @HttpCode(200)
  @RequiresPermission("contract:reject", INSTANCE)
  @ApiOperation({ operationId: "rejectContract", summary: "End the life of a version that is not in force" })
  @ApiParam(DIGEST)
  @ApiBody({ schema: schemas.reasonSchema })
  @ApiOkResponse({ schema: schemas.versionSchema })
  async reject(
    @Req() request: ManagementRequest,
    @Param("digest") digest: string,
    @Body() body: unknown,
  ): Promise<ContractVersion> {
    const [version, reason] = await this.#target(request, "contract:reject", digest, body);
    return await this.commands.reject.reject(version.digest, reason, contractActor(request));
  }

  @Post(":digest\\:promote")
  @HttpCode(200)
  @RequiresPermission("contract:promote", INSTANCE)
  @ApiOperation({
    operationId: "promoteContract",
    summary: "Put an approved version into force, in every process within a second",
  })
  @ApiParam(DIGEST)
  @ApiBody({ schema: schemas.reasonSchema })
  @ApiOkResponse({ schema: schemas.promotionSchema })
  async promote(
    @Req() request: ManagementRequest,
    @Param("digest") digest: string,
    @Body() body: unknown,
  ): Promise<PromotionRecord> {
    const [version, reason] = await this.#target(request, "contract:promote", digest, body);
    return await this.commands.promote.promote(version.digest, reason, contractActor(request));
  }

  @Post(":digest\\:deprecate")
  @HttpCode(200)
  @RequiresPermission("contract:deprecate", INSTANCE)
  @ApiOperation({
    operationId: "deprecateContract",
    summary: "Announce the end of a version, or move its sunset to a later day",
  })
  @ApiParam(DIGEST)
  @ApiBody({ schema: schemas.deprecationSchema })
  @ApiOkResponse({ schema: schemas.promotionSchema })
  async deprecate(
    @Req() request: ManagementRequest,
    @Param("digest") digest: string,
    @Body() body: unknown,
  ): Promise<PromotionRecord> {
    const reader = new BodyReader(body);
    const sunsetAt = reader.instant("sunsetAt");
    const successor = reader.optionalText(
      "successor",
      "a line such as openapi/production-order/v2",
      /^[a-z]+\/[a-z0-9-]+\/v\d+$/,
    );
    const reason = reader.reason();
    reader.finish();
    const version = this.#require(request, "contract:deprecate", await this.contracts.get(digest));
    const asked = { digest: version.digest, sunsetAt, reason, ...(successor === undefined ? {} : { successor }) };
    return await this.commands.deprecate.deprecate(asked, contractActor(request));
  }

  @Post(":digest\\:sunset")
  @HttpCode(200)
  @RequiresPermission("contract:sunset", INSTANCE)
  @ApiOperation({
    operationId: "sunsetContract",
    summary: "Move the announced end of a deprecated version to a later day",
  })
  @ApiParam(DIGEST)
  @ApiBody({ schema: schemas.sunsetSchema })
  @ApiOkResponse({ schema: schemas.promotionSchema })
  async sunset(
    @Req() request: ManagementRequest,
    @Param("digest") digest: string,
    @Body() body: unknown,
  ): Promise<PromotionRecord> {
    const reader = new BodyReader(body);
    const sunsetAt = reader.instant("sunsetAt");
    const reason = reader.reason();
    reader.finish();
    const version = this.#require(request, "contract:sunset", await this.contracts.get(digest));
    return await this.commands.deprecate.moveSunset(
      { digest: version.digest, sunsetAt, reason },
      contractActor(request),
    );
  }

  @Post(":digest\\:retire")
  @HttpCode(200)
  @RequiresPermission("contract:retire", INSTANCE)
  @ApiOperation({
    operationId: "retireContract",
    summary: "Take a version whose sunset has passed out of service; it answers 410",
  })
  @ApiParam(DIGEST)
  @ApiBody({ schema: schemas.reasonSchema })
  @ApiOkResponse({ schema: schemas.promotionSchema })
  async retire(
    @Req() request: ManagementRequest,
    @Param("digest") digest: string,
    @Body() body: unknown,
  ): Promise<PromotionRecord> {
    const [version, reason] = await this.#target(request, "contract:retire", digest, body);
    return await this.commands.retire.retire(version.digest, reason, contractActor(request));
  }

  @Post(":digest\\:suspend")
  @HttpCode(200)
  @RequiresPermission("contract:suspend", INSTANCE)
  @ApiOperation({ operationId: "suspendContract", summary: "Take a version that does harm out of service at once" })
  @ApiParam(DIGEST)
  @ApiBody({ schema: schemas.reasonSchema })
  @ApiOkResponse({ schema: schemas.promotionSchema })
  async suspend(
    @Req() request: ManagementRequest,
    @Param("digest") digest: string,
    @Body() body: unknown,
  ): Promise<PromotionRecord> {
    const [version, reason] = await this.#target(request, "contract:suspend", digest, body);
    return await this.commands.suspend.suspend(version.digest, reason, contractActor(request));
  }

  /** Approvals may have been given elsewhere, so the state is brought up to date before it decides. */
  async #target(
    request: ManagementRequest,
    permission: string,
    digest: string,
    body: unknown,
  ): Promise<readonly [ContractVersion, string]> {
    const reader = new BodyReader(body);
    const reason = reader.reason();
    reader.finish();
    const known = await this.contracts.get(digest);
    const version =
      permission === "contract:promote"
        ? await this.commands.approve.settle(known.digest, contractActor(request))
        : known;
    return [this.#require(request, permission, version), reason];
  }

  #require({ interlock }: ManagementRequest, permission: string, version: ContractVersion): ContractVersion {
    const { kind, name, author, state } = version;
    this.access.requireObject(interlock, permission, { contract: `${kind}/${name}`, author, state });
    return version;
  }
}
