import { Controller, Get, Inject, Param, Query, Req } from "@nestjs/common";
import { ApiOkResponse, ApiOperation, ApiParam, ApiQuery, ApiResponse, ApiTags } from "@nestjs/swagger";
import { ManagementAccess, type ManagementRequest, RequiresPermission } from "../../platform/security/public.js";
import { lineKey, ReadContracts } from "../../registry/public.js";
import { type ObservedUsage, ReadUsage } from "../../usage/public.js";
import { usageSchema } from "./contract-usage-schema.js";
import { readOptional, refuseUnknown } from "./read-query.js";

const OPERATION_LENGTH_MAX = 500;

/** Usage of one contract line. */
interface ContractUsage extends ObservedUsage {
  readonly contract: string;
}

/** Management API of usage: who really calls a contract, and with which fields. */
@ApiTags("contracts")
@ApiResponse({ status: "4XX", description: "RFC 9457 problem." })
@Controller("platform/v1/contracts")
export class ContractUsageController {
  constructor(
    @Inject(ReadContracts) private readonly contracts: ReadContracts,
    @Inject(ReadUsage) private readonly usage: ReadUsage,
    @Inject(ManagementAccess) private readonly access: ManagementAccess,
  ) {}

  @Get(":digest/usage")
  @RequiresPermission("consumer:read", { plant: "instance" })
  @ApiOperation({
    operationId: "getContractUsage",
    summary: "Read who called the major version of a contract in the last 90 days",
  })
  @ApiParam({ name: "digest", description: "SHA-256 of a version of the line, or its first 8 or more characters." })
  @ApiQuery({
    name: "operation",
    required: false,
    description: "Such as `POST /orders`, whose fields are then told as well.",
  })
  @ApiOkResponse({ schema: usageSchema })
  async read(
    @Req() { interlock }: ManagementRequest,
    @Param("digest") digest: string,
    @Query() query: Readonly<Record<string, unknown>>,
  ): Promise<ContractUsage> {
    refuseUnknown(query, ["operation"]);
    const operation = readOptional(query, "operation", OPERATION_LENGTH_MAX);
    const { kind, name, major, author, state } = await this.contracts.get(digest);
    this.access.requireObject(interlock, "consumer:read", { contract: `${kind}/${name}`, author, state });
    const contract = lineKey({ kind, name, major });
    // A stream may have the name of an API, whose calls say nothing about its readers.
    if (kind !== "openapi") return { contract, calls: [], fields: [] };
    return { contract, ...(await this.usage.readOperation(name, major, operation)) };
  }
}
