import { Body, Controller, Get, Inject, Param, Put, Query, Req } from "@nestjs/common";
import { ApiBody, ApiOkResponse, ApiOperation, ApiParam, ApiResponse, ApiTags } from "@nestjs/swagger";
import { InterlockError } from "../kernel/problem.js";
import {
  AUTHORIZER,
  type Authorizer,
  type ManagementRequest,
  maskFields,
  type Principal,
  RequiresPermission,
} from "../platform/security/public.js";
import { changeActor } from "./management-actor.js";
import { isPlantCode, refuseUnknownParameters } from "./management-query.js";
import type { PlantProfile } from "./plant-profile.js";
import { type AppliedProfile, ApplyPlantProfile } from "./profile/apply-plant-profile.js";
import { type AppliedPlant, PlantProfileStore } from "./profile/plant-profile.store.js";
import { plantProblems } from "./problems.js";

/** A plant as the management API shows it. */
interface PlantRepresentation {
  readonly plantCode: string;
  readonly version: number;
  readonly checksum: string;
  readonly appliedAt: string;
  readonly appliedBy: string;
  readonly profile: PlantProfile;
}

/** What a field list leaves of it. */
type VisiblePlant = Partial<PlantRepresentation>;

const PLANT_CODE = { name: "plantCode", description: "Plant code, such as P100." };

/** Management API of plant profiles. Applying is idempotent by content, so it needs no Idempotency-Key. */
@ApiTags("plants")
@ApiResponse({ status: "4XX", description: "RFC 9457 problem; errors names each fault with its remedy." })
@Controller("platform/v1/plants")
export class PlantsController {
  constructor(
    private readonly applying: ApplyPlantProfile,
    private readonly store: PlantProfileStore,
    @Inject(AUTHORIZER) private readonly authorizer: Authorizer,
  ) {}

  @Put(":plantCode")
  @RequiresPermission("plant:apply", { plant: "param:plantCode" })
  @ApiOperation({ operationId: "applyPlant", summary: "Put a plant profile into force as its next version" })
  @ApiParam(PLANT_CODE)
  @ApiBody({
    schema: {
      type: "object",
      description: "plant.yaml as JSON: contracts/schemas/plant-profile.yaml, with extends to merge a template in.",
    },
  })
  @ApiOkResponse({ description: "result is CREATED, UPDATED or UNCHANGED." })
  apply(
    @Req() request: ManagementRequest,
    @Param("plantCode") plantCode: string,
    @Body() document: unknown,
  ): Promise<AppliedProfile> {
    const { principal } = request.interlock;
    const permitted = this.authorizer.permittedFields(principal, "plant:apply", { plantCode });
    return this.applying.apply(plantCode, document, changeActor(request), permitted);
  }

  @Get()
  @RequiresPermission("plant:read", { plant: "filter" })
  @ApiOperation({ operationId: "listPlants", summary: "List the plants you may see, each with its profile in force" })
  async list(
    @Req() request: ManagementRequest,
    @Query() query: Readonly<Record<string, unknown>>,
  ): Promise<{ readonly items: readonly VisiblePlant[] }> {
    refuseUnknownParameters(query, []);
    const { plants, principal } = request.interlock;
    return { items: (await this.store.list(plants)).map((plant) => this.#visible(principal, plant)) };
  }

  @Get(":plantCode")
  @RequiresPermission("plant:read", { plant: "param:plantCode" })
  @ApiOperation({ operationId: "getPlant", summary: "Read the profile in force of a plant" })
  @ApiParam(PLANT_CODE)
  async get(@Req() request: ManagementRequest, @Param("plantCode") plantCode: string): Promise<VisiblePlant> {
    const plant = isPlantCode(plantCode) ? await this.store.read(plantCode) : undefined;
    if (plant !== undefined) return this.#visible(request.interlock.principal, plant);
    const detail = `No profile of plant ${plantCode} has been applied; apply its folder with interlock plant apply.`;
    throw new InterlockError(plantProblems.PLANT_NOT_FOUND, { detail });
  }

  /** Exactly the members that the reader's roles let him see. */
  #visible(principal: Principal, plant: AppliedPlant): VisiblePlant {
    const permitted = this.authorizer.permittedFields(principal, "plant:read", { plantCode: plant.plantCode });
    const representation = representationOf(plant);
    return permitted === undefined ? representation : (maskFields(representation, permitted) as VisiblePlant);
  }
}

function representationOf({
  plantCode,
  version,
  checksum,
  appliedAt,
  appliedBy,
  profile,
}: AppliedPlant): PlantRepresentation {
  return { plantCode, version, checksum, appliedAt: appliedAt.toISOString(), appliedBy, profile };
}
