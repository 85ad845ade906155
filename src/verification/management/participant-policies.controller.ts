import { Body, Controller, Get, Inject, Param, Put, Req } from "@nestjs/common";
import { ApiBody, ApiOkResponse, ApiOperation, ApiParam, ApiResponse, ApiTags } from "@nestjs/swagger";
import { type ManagementRequest, RequiresPermission } from "../../platform/security/public.js";
import { BrokerBody } from "../http/body-reader.js";
import { changeActor } from "../http/request-context.js";
import { ParticipantPolicies, type ParticipantPolicy } from "../policy/participant-policies.js";
import { listOf, policyChangeSchema, policySchema } from "./schemas.js";

const ENTERPRISE = { plant: "enterprise" } as const;
const NAME = { name: "participant", description: "Name of the participant (Pact: pacticipant)." };

/** What the deployments of each participant are judged by. */
@ApiTags("consumer contracts")
@ApiResponse({ status: "4XX", description: "RFC 9457 problem; errors names each fault with its remedy." })
@Controller("platform/v1/pact-participants")
export class ParticipantPoliciesController {
  constructor(@Inject(ParticipantPolicies) private readonly policies: ParticipantPolicies) {}

  @Get()
  @RequiresPermission("pact:read", ENTERPRISE)
  @ApiOperation({
    operationId: "listParticipantPolicies",
    summary: "List the participants and the checks that their deployments must pass",
  })
  @ApiOkResponse({ schema: listOf(policySchema) })
  async list(): Promise<{ readonly items: readonly ParticipantPolicy[] }> {
    return { items: await this.policies.list() };
  }

  @Get(":participant/policy")
  @RequiresPermission("pact:read", ENTERPRISE)
  @ApiOperation({
    operationId: "getParticipantPolicy",
    summary: "Read the checks that the deployments of a participant must pass",
  })
  @ApiParam(NAME)
  @ApiOkResponse({ schema: policySchema })
  async get(@Param("participant") participant: string): Promise<ParticipantPolicy> {
    return await this.policies.get(participant);
  }

  @Put(":participant/policy")
  @RequiresPermission("pact:govern", ENTERPRISE)
  @ApiOperation({
    operationId: "setParticipantPolicy",
    summary: "Set the checks that the deployments of a participant must pass; PACT alone is what plain Pact asks for",
  })
  @ApiParam(NAME)
  @ApiBody({ schema: policyChangeSchema })
  @ApiOkResponse({ schema: policySchema })
  async set(
    @Req() request: ManagementRequest,
    @Param("participant") participant: string,
    @Body() body: unknown,
  ): Promise<ParticipantPolicy> {
    const reader = new BrokerBody(body);
    const isReset = reader.has("requiredChecks") && reader.value("requiredChecks") === null;
    const checks = isReset ? null : reader.texts("requiredChecks");
    if (!reader.has("requiredChecks")) reader.fault("requiredChecks", "is missing; null takes back what was set");
    const reason = reader.text("reason", 1_000);
    reader.finish();
    return await this.policies.set(participant, checks, reason, changeActor(request));
  }
}
