import { Body, Controller, Get, HttpCode, Inject, Param, Post, Query, Req } from "@nestjs/common";
import {
  ApiBody,
  ApiCreatedResponse,
  ApiNoContentResponse,
  ApiOkResponse,
  ApiOperation,
  ApiQuery,
  ApiResponse,
  ApiTags,
} from "@nestjs/swagger";
import type { ManagementRequest } from "../management/management-request.js";
import { RequiresPermission } from "../management/requires-permission.js";
import type { Policy } from "../policy/policy.js";
import { POLICY } from "../security-tokens.js";
import { type GrantActor, GiveGrant } from "./give-grant.js";
import { GrantStore } from "./grant-store.js";
import { grantSchema, readGrantRequest, readReason, reasonSchema } from "./request-body.js";
import type { RegisteredGrant } from "./registered-grant.js";
import { RevokeGrant } from "./revoke-grant.js";
import { conflictsAmong } from "./role-conflicts.js";

const PAGE_ROWS = 200;

/** A page of grants. */
interface GrantPage {
  readonly items: readonly RegisteredGrant[];
  /** Send it as `after` for the next page; null at the end. */
  readonly nextAfter: string | null;
}

/** Management API of who holds which role where. */
@ApiTags("grants")
@ApiResponse({ status: "4XX", description: "RFC 9457 problem; errors names each fault with its remedy." })
@Controller("platform/v1/grants")
export class GrantsController {
  constructor(
    @Inject(GiveGrant) private readonly giving: GiveGrant,
    @Inject(RevokeGrant) private readonly revoking: RevokeGrant,
    @Inject(GrantStore) private readonly store: GrantStore,
    @Inject(POLICY) private readonly policy: Policy,
  ) {}

  @Get()
  @RequiresPermission("grant:read", { plant: "filter" })
  @ApiOperation({ operationId: "listGrants", summary: "List the grants in force that reach your plants" })
  @ApiQuery({ name: "principal", required: false, description: "Grants of this account only." })
  @ApiQuery({ name: "after", required: false, description: "nextAfter of the page before." })
  @ApiOkResponse({ description: "Grants in force or to come, by id." })
  async list(
    @Req() { interlock }: ManagementRequest,
    @Query() query: Readonly<Record<string, unknown>>,
  ): Promise<GrantPage> {
    const { principal, after } = query;
    const filter = { plants: interlock.plants, principal: textOf(principal), after: textOf(after), limit: PAGE_ROWS };
    const items = await this.store.list(filter);
    return { items, nextAfter: items.length < PAGE_ROWS ? null : (items.at(-1)?.id ?? null) };
  }

  @Get("conflicts")
  @RequiresPermission("grant:read", { plant: "enterprise" })
  @ApiOperation({ operationId: "listGrantConflicts", summary: "Persons who hold roles that do not go together" })
  @ApiOkResponse({ description: "Each pair of grants with the reason why they conflict." })
  async conflicts(): Promise<{ readonly items: readonly object[] }> {
    const rows = await this.store.byPerson();
    const byPerson = Map.groupBy(rows, ({ person }) => person);
    const items = [...byPerson].flatMap(([person, granted]) =>
      conflictsAmong(
        this.policy,
        granted.map(({ grant }) => grant),
      ).map((conflict) => ({ person, ...conflict })),
    );
    return { items };
  }

  @Post()
  @RequiresPermission("grant:create", { plant: "filter" })
  @ApiOperation({ operationId: "createGrant", summary: "Give a principal a role in a scope" })
  @ApiBody({ schema: grantSchema as object })
  @ApiCreatedResponse({ description: "The grant; it counts in every process within a second." })
  async create(@Req() request: ManagementRequest, @Body() body: unknown): Promise<RegisteredGrant> {
    return await this.giving.give(readGrantRequest(body), actorOf(request));
  }

  @Post(":grantId\\:revoke")
  @HttpCode(204)
  @RequiresPermission("grant:revoke", { plant: "filter" })
  @ApiOperation({ operationId: "revokeGrant", summary: "Take a role away" })
  @ApiBody({ schema: reasonSchema })
  @ApiNoContentResponse({ description: "Revoked; it gives nothing in any process within a second." })
  async revoke(
    @Req() request: ManagementRequest,
    @Param("grantId") grantId: string,
    @Body() body: unknown,
  ): Promise<void> {
    await this.revoking.revoke(grantId, readReason(body), actorOf(request));
  }
}

export function actorOf({ interlock: { principal, correlationId, traceparent } }: ManagementRequest): GrantActor {
  return { principal, correlationId, traceparent };
}

const textOf = (value: unknown): string | undefined => (typeof value === "string" && value !== "" ? value : undefined);
