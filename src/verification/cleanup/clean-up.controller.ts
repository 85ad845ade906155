import { Body, Controller, Get, HttpCode, Inject, Post, Put, Req } from "@nestjs/common";
import { ApiBody, ApiOkResponse, ApiOperation, ApiResponse, ApiTags } from "@nestjs/swagger";
import { InterlockError } from "../../kernel/problem.js";
import { type ManagementRequest, RequiresPermission } from "../../platform/security/public.js";
import { invalidRequest } from "../http/refusals.js";
import { changeActor } from "../http/request-context.js";
import { verificationProblems } from "../problems.js";
import { CleanUpPolicies } from "./clean-up-policies.js";
import type { CleanUpPlan, CleanUpResult, StoredCleanUpPolicy } from "./clean-up-policy.js";
import { CleanUpRegistry } from "./clean-up-registry.js";
import * as schemas from "./clean-up-schemas.js";
import { readPolicy, readRequest } from "./read-clean-up.js";

const ENTERPRISE = { plant: "enterprise" } as const;
/** As many as fit into the time of one request. */
const VERSIONS_MAX = 2_000;

/** A plan, with what was removed when it was applied. */
interface CleanUpRun {
  /** What remains to be removed. */
  readonly plan: CleanUpPlan;
  readonly removed?: CleanUpResult;
}

/** Management API of the registry's clean-up. */
@ApiTags("pact-clean-up")
@ApiResponse({ status: "4XX", description: "RFC 9457 problem; errors names each fault with its remedy." })
@Controller("platform/v1/pact-clean-up")
export class CleanUpController {
  constructor(
    @Inject(CleanUpPolicies) private readonly policies: CleanUpPolicies,
    @Inject(CleanUpRegistry) private readonly registry: CleanUpRegistry,
  ) {}

  @Get()
  @RequiresPermission("pact:read", ENTERPRISE)
  @ApiOperation({ operationId: "getPactCleanUp", summary: "Read how long the registry keeps what nobody needs" })
  @ApiOkResponse({ schema: schemas.storedPolicySchema })
  async get(): Promise<{ readonly policy: StoredCleanUpPolicy | null }> {
    return { policy: (await this.policies.get()) ?? null };
  }

  @Put()
  @RequiresPermission("pact:govern", ENTERPRISE)
  @ApiOperation({ operationId: "putPactCleanUp", summary: "Set how long the registry keeps what nobody needs" })
  @ApiBody({ schema: schemas.policySchema })
  @ApiOkResponse({ schema: schemas.storedPolicySchema })
  async put(
    @Req() request: ManagementRequest,
    @Body() body: unknown,
  ): Promise<{ readonly policy: StoredCleanUpPolicy }> {
    return { policy: await this.policies.put(readPolicy(body), changeActor(request)) };
  }

  @Post("runs")
  @HttpCode(200)
  @RequiresPermission("pact:govern", ENTERPRISE)
  @ApiOperation({
    operationId: "runPactCleanUp",
    summary: "Plan a clean-up, or apply a plan",
    description: `Without planHash nothing is removed. One request removes at most ${VERSIONS_MAX} versions.`,
  })
  @ApiBody({ schema: schemas.runRequestSchema })
  @ApiOkResponse({ schema: schemas.runSchema })
  async run(@Req() request: ManagementRequest, @Body() body: unknown): Promise<CleanUpRun> {
    const { limits, planHash } = readRequest(body);
    const inForce = limits ?? (await this.policies.get());
    if (inForce === undefined) {
      throw invalidRequest(
        "There is no policy; set one, or give versionsPerBranch and days to look at what they would remove.",
      );
    }
    const plan = await this.registry.plan(inForce);
    if (planHash === undefined) return { plan };
    if (planHash !== plan.planHash) throw stale(plan);
    const { clientId: actor, kind: actorKind, ...trace } = changeActor(request);
    const removed = await this.registry.run(inForce, { actor, actorKind, ...trace }, VERSIONS_MAX);
    return { plan: await this.registry.plan(inForce), removed };
  }
}

function stale({ versionCount, planHash }: CleanUpPlan): InterlockError {
  return new InterlockError(verificationProblems.PACT_CLEAN_UP_STALE, {
    detail: `The registry or its policy has changed: ${versionCount} versions would be removed now, plan ${planHash}. Look at the plan again.`,
  });
}
