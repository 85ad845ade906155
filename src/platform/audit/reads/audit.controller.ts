import { Controller, Get, Inject, Param, Query, Req, Res } from "@nestjs/common";
import { ApiOperation, ApiQuery, ApiTags } from "@nestjs/swagger";
import type { FastifyReply } from "fastify";
import { type ManagementRequest, RequiresPermission } from "../../security/public.js";
import { readAuditQuery, readSeq } from "./audit-query.js";
import { AuditReader, type EntryPage, type EntryProof } from "./audit-reader.js";

/** The audit trail for people and programs that may read it. Whoever reads sees every plant, so grants are for all. */
@ApiTags("audit")
@Controller("platform/v1/audit")
export class AuditController {
  constructor(@Inject(AuditReader) private readonly reader: AuditReader) {}

  @Get("entries")
  @RequiresPermission("audit:read", { plant: "enterprise" })
  @ApiOperation({ operationId: "listAuditEntries", summary: "Read entries in the order of the log" })
  @ApiQuery({ name: "after", required: false, description: "Sequence after which the page begins." })
  @ApiQuery({ name: "limit", required: false, description: "Entries of one page, 1 to 500; 100 when left out." })
  @ApiQuery({ name: "resourceType", required: false, description: "Such as production-order." })
  @ApiQuery({ name: "resourceId", required: false, description: "Id of the resource." })
  @ApiQuery({ name: "actor", required: false, description: "Client id, or worker." })
  @ApiQuery({ name: "action", required: false, description: "Such as order:release." })
  @ApiQuery({ name: "plantCode", required: false, description: "Plant the entry is about." })
  @ApiQuery({ name: "correlationId", required: false, description: "X-Correlation-Id of the request." })
  async list(@Query() query: Readonly<Record<string, unknown>>): Promise<EntryPage> {
    const { after, limit, filters } = readAuditQuery(query);
    return await this.reader.list(after, filters, limit);
  }

  @Get("entries/:seq/proof")
  @RequiresPermission("audit:read", { plant: "enterprise" })
  @ApiOperation({ operationId: "proveAuditEntry", summary: "Prove that an entry is in the signed log" })
  async prove(@Param("seq") seq: string): Promise<EntryProof> {
    return await this.reader.prove(readSeq(seq));
  }

  @Get("checkpoint")
  @RequiresPermission("audit:read", { plant: "enterprise" })
  @ApiOperation({ operationId: "getAuditCheckpoint", summary: "The newest signed checkpoint, for a witness" })
  async checkpoint(): Promise<object> {
    return {
      ...(await this.reader.state()),
      keys: await this.reader.keys(),
      newest: await this.reader.newestCheckpoint(),
    };
  }

  @Get("export")
  @RequiresPermission("audit:export", { plant: "enterprise" })
  @ApiOperation({ operationId: "exportAuditEntries", summary: "Entries as lines of JSON, byte for byte as hashed" })
  @ApiQuery({ name: "after", required: false, description: "Sequence after which the lines begin." })
  @ApiQuery({ name: "limit", required: false, description: "Lines of one answer, 1 to 500; 100 when left out." })
  async export(
    @Req() request: ManagementRequest,
    @Res() reply: FastifyReply,
    @Query() query: Readonly<Record<string, unknown>>,
  ): Promise<void> {
    const { after, limit } = readAuditQuery(query);
    const { principal, correlationId } = request.interlock;
    const lines = await this.reader.lines(after, limit);
    await this.reader.recordExport(principal.clientId, correlationId, after + 1, after + lines.length);
    await reply.type("application/jsonl").send(lines.map((line) => `${line}\n`).join(""));
  }
}
