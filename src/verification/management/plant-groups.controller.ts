import { Body, Controller, Delete, Get, HttpCode, Inject, Param, Post, Put, Query, Req } from "@nestjs/common";
import {
  ApiBody,
  ApiNoContentResponse,
  ApiOkResponse,
  ApiOperation,
  ApiParam,
  ApiQuery,
  ApiResponse,
  ApiTags,
} from "@nestjs/swagger";
import { ManagementAccess, type ManagementRequest, RequiresPermission } from "../../platform/security/public.js";
import type { PlantGroup, Rollout } from "../fleet/plant-group.js";
import { PlantGroups } from "../fleet/plant-groups.js";
import { PromoteToPlants } from "../fleet/promote-to-plants.js";
import { ReadRollout } from "../fleet/read-rollout.js";
import { BrokerBody } from "../http/body-reader.js";
import { invalidMembers, invalidRequest } from "../http/refusals.js";
import { changeActor } from "../http/request-context.js";
import type { DeploymentVerdict } from "../matrix/deployment-verdict.js";
import * as schemas from "./schemas.js";

/** Decided plant by plant: a grant that lists plants reaches the groups that consist of them. */
const BY_PLANT = { plant: "filter" } as const;
const GROUP_NAME = /^[a-z][a-z0-9-]{0,62}$/;
const PLANTS_MAX = 5_000;
const ENVIRONMENT = { name: "environment", description: "Name of the environment, such as production." };
const GROUP = { name: "group", description: "Name of the group, such as pilot." };

type Names = Readonly<Record<string, string>>;

/** Whether a version may be promoted to the plants of a group. */
interface PlantVerdict {
  readonly canPromote: boolean | null;
  readonly reasons: readonly string[];
  readonly counts: DeploymentVerdict["counts"];
}

/** Groups of plants, and the promotion of versions from one to the next. */
@ApiTags("fleet")
@ApiResponse({ status: "4XX", description: "RFC 9457 problem; errors names each fault with its remedy." })
@Controller("platform/v1")
export class PlantGroupsController {
  constructor(
    @Inject(PlantGroups) private readonly groups: PlantGroups,
    @Inject(PromoteToPlants) private readonly promotion: PromoteToPlants,
    @Inject(ReadRollout) private readonly rollouts: ReadRollout,
    @Inject(ManagementAccess) private readonly access: ManagementAccess,
  ) {}

  @Get("plant-groups")
  @RequiresPermission("fleet:read", BY_PLANT)
  @ApiOperation({ operationId: "listPlantGroups", summary: "List the groups that have plants of yours" })
  @ApiQuery({ ...ENVIRONMENT, required: false })
  @ApiOkResponse({ schema: schemas.listOf(schemas.groupSchema) })
  async list(
    @Req() { interlock: { plants: scope } }: ManagementRequest,
    @Query("environment") environment: unknown,
  ): Promise<{ readonly items: readonly PlantGroup[] }> {
    const groups = await this.groups.list(environment === undefined ? undefined : textOf("environment", environment));
    return { items: groups.filter(({ plants }) => scope === "*" || plants.some((plant) => scope.includes(plant))) };
  }

  @Put("plant-groups/:environment/:group")
  @RequiresPermission("fleet:define", BY_PLANT)
  @ApiOperation({ operationId: "putPlantGroup", summary: "Make a group of plants, or give it other plants" })
  @ApiParam(ENVIRONMENT)
  @ApiParam(GROUP)
  @ApiBody({ schema: schemas.groupChangeSchema })
  @ApiOkResponse({ schema: schemas.groupSchema })
  async put(@Req() request: ManagementRequest, @Param() names: Names, @Body() body: unknown): Promise<PlantGroup> {
    const { environment = "", group: name = "" } = names;
    const reader = new BrokerBody(body);
    const plants = reader.texts("plants");
    if (plants.length === 0 || plants.length > PLANTS_MAX)
      reader.fault("plants", `must name 1 to ${PLANTS_MAX} plants`);
    reader.finish();
    if (!GROUP_NAME.test(name)) throw invalidMembers({ group: "must be small letters, digits and hyphens" });
    this.#requirePlants(request, "fleet:define", plants);
    const before = (await this.groups.list(environment)).find((group) => group.name === name);
    if (before !== undefined) this.#requirePlants(request, "fleet:define", before.plants);
    return await this.groups.put({ environment, name, plants }, changeActor(request));
  }

  @Delete("plant-groups/:environment/:group")
  @HttpCode(204)
  @RequiresPermission("fleet:define", BY_PLANT)
  @ApiOperation({ operationId: "deletePlantGroup", summary: "Forget a group; what runs in its plants stays" })
  @ApiParam(ENVIRONMENT)
  @ApiParam(GROUP)
  @ApiNoContentResponse()
  async delete(@Req() request: ManagementRequest, @Param() names: Names): Promise<void> {
    const { environment, name } = await this.#group(request, "fleet:define", names);
    await this.groups.delete(environment, name, changeActor(request));
  }

  @Get("plant-groups/:environment/:group/can-promote")
  @RequiresPermission("fleet:read", BY_PLANT)
  @ApiOperation({
    operationId: "canPromoteToPlants",
    summary: "Say whether a version fits what runs in the plants of a group, and why not",
  })
  @ApiParam(ENVIRONMENT)
  @ApiParam(GROUP)
  @ApiQuery({ name: "participant", description: "Name of the participant." })
  @ApiQuery({ name: "version", description: "Number of its version." })
  @ApiOkResponse({ schema: schemas.plantVerdictSchema })
  async canPromote(
    @Req() request: ManagementRequest,
    @Param() names: Names,
    @Query() { participant, version }: Readonly<Record<string, unknown>>,
  ): Promise<PlantVerdict> {
    const group = await this.#group(request, "fleet:read", names);
    const asked = { participant: textOf("participant", participant), number: textOf("version", version), group };
    const { isDeployable, notices, counts } = await this.promotion.judge(asked);
    return { canPromote: isDeployable, reasons: notices.map(({ text }) => text), counts };
  }

  @Post("plant-groups/:environment/:group\\:promote")
  @HttpCode(200)
  @RequiresPermission("fleet:promote", BY_PLANT)
  @ApiOperation({
    operationId: "promoteToPlants",
    summary: "Record a version in every plant of a group, if it fits what runs there",
  })
  @ApiParam(ENVIRONMENT)
  @ApiParam(GROUP)
  @ApiBody({ schema: schemas.plantPromotionSchema })
  @ApiOkResponse({ schema: schemas.rolloutSchema })
  async promote(@Req() request: ManagementRequest, @Param() names: Names, @Body() body: unknown): Promise<Rollout> {
    const reader = new BrokerBody(body);
    const participant = reader.text("participant");
    const number = reader.text("version");
    reader.finish();
    const group = await this.#group(request, "fleet:promote", names);
    return await this.promotion.promote({ participant, number, group }, changeActor(request));
  }

  @Get("rollouts")
  @RequiresPermission("fleet:read", { plant: "enterprise" })
  @ApiOperation({
    operationId: "getRollout",
    summary: "Say in which plants and groups of an environment a version runs: in none, some or all of them",
  })
  @ApiQuery({ name: "participant", description: "Name of the participant." })
  @ApiQuery({ name: "version", description: "Number of its version." })
  @ApiQuery(ENVIRONMENT)
  @ApiOkResponse({ schema: schemas.rolloutSchema })
  async rollout(@Query() { participant, version, environment }: Readonly<Record<string, unknown>>): Promise<Rollout> {
    const [name, number] = [textOf("participant", participant), textOf("version", version)];
    return await this.rollouts.read(name, number, textOf("environment", environment));
  }

  async #group(request: ManagementRequest, permission: string, names: Names): Promise<PlantGroup> {
    const group = await this.groups.get(names["environment"] ?? "", names["group"] ?? "");
    this.#requirePlants(request, permission, group.plants);
    return group;
  }

  #requirePlants({ interlock }: ManagementRequest, permission: string, plants: readonly string[]): void {
    for (const plant of plants) this.access.requirePlant(interlock.plants, permission, plant);
  }
}

function textOf(name: string, value: unknown): string {
  if (typeof value === "string" && value !== "" && value.length <= 500) return value;
  throw invalidRequest(`Please provide the ${name} once, as text.`);
}
