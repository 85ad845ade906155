import { Body, Controller, Inject, Param, Put, Req } from "@nestjs/common";
import { ApiBody, ApiOkResponse, ApiOperation, ApiParam, ApiResponse, ApiTags } from "@nestjs/swagger";
import { type ManagementRequest, RequiresPermission } from "../../platform/security/public.js";
import { BrokerBody } from "../http/body-reader.js";
import { changeActor } from "../http/request-context.js";
import { EquateVersion, type Equivalence } from "../participants/equate-version.js";
import { equivalenceChangeSchema, equivalenceSchema } from "./schemas.js";

/** Versions without contracts of their own. */
@ApiTags("consumer contracts")
@ApiResponse({ status: "4XX", description: "RFC 9457 problem; errors names each fault with its remedy." })
@Controller("platform/v1/pact-participants")
export class VersionEquivalenceController {
  constructor(@Inject(EquateVersion) private readonly equation: EquateVersion) {}

  @Put(":participant/versions/:number/equivalent-to")
  @RequiresPermission("pact:publish", { plant: "enterprise" })
  @ApiOperation({
    operationId: "equateParticipantVersion",
    summary: "Declare that a version without contracts or results of its own has those of another version",
  })
  @ApiParam({ name: "participant", description: "Name of the participant (Pact: pacticipant)." })
  @ApiParam({ name: "number", description: "The version without contracts of its own." })
  @ApiBody({ schema: equivalenceChangeSchema })
  @ApiOkResponse({ schema: equivalenceSchema })
  async equate(
    @Req() request: ManagementRequest,
    @Param("participant") participant: string,
    @Param("number") number: string,
    @Body() body: unknown,
  ): Promise<Equivalence> {
    const reader = new BrokerBody(body);
    const equivalentTo = reader.text("equivalentTo");
    const reason = reader.text("reason", 1_000);
    reader.finish();
    const equivalence = { participant, number, equivalentTo };
    await this.equation.equate(equivalence, reason, changeActor(request));
    return equivalence;
  }
}
