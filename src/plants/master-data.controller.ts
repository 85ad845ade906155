import { Body, Controller, Get, HttpCode, Param, Post, Put, Query, Req } from "@nestjs/common";
import { ApiBody, ApiOkResponse, ApiOperation, ApiParam, ApiQuery, ApiResponse, ApiTags } from "@nestjs/swagger";
import type { ManagementRequest } from "../platform/security/public.js";
import { RequiresPermission } from "../platform/security/public.js";
import { InterlockError } from "../kernel/problem.js";
import {
  readCursor,
  readInstant,
  readKey,
  readLimit,
  readPlantCode,
  readType,
  refuseUnknownParameters,
} from "./management-query.js";
import { changeActor } from "./management-actor.js";
import { BULK_ITEMS_MAX, readBulkItems } from "./master-data/bulk-request.js";
import { MASTER_DATA_TYPES } from "./master-data/master-data-keys.js";
import { type MasterDataPage, ReadMasterData } from "./master-data/read-master-data.js";
import type { StoredRecord } from "./master-data/record-store.js";
import { type ItemOutcome, UpsertMasterData } from "./master-data/upsert-master-data.js";
import { plantProblems } from "./problems.js";

type QueryValues = Readonly<Record<string, unknown>>;

const PLANT_CODE = {
  name: "plantCode",
  required: false,
  description: "Plant of the record; without it the record is of the whole enterprise.",
};
const TYPE = { name: "type", enum: MASTER_DATA_TYPES };
const KEY = {
  name: "key",
  description: "Key of the record as its schema in contracts/schemas/master-data says; / is sent as %2F.",
};

const bulkSchema = {
  type: "object",
  required: ["items"],
  properties: {
    items: {
      type: "array",
      minItems: 1,
      maxItems: BULK_ITEMS_MAX,
      items: {
        type: "object",
        required: ["type", "document"],
        properties: {
          type: { type: "string", enum: [...MASTER_DATA_TYPES] },
          key: { type: "string", description: "May be left out; it follows from the document." },
          effectiveFrom: { type: "string", format: "date-time" },
          document: { type: "object" },
        },
      },
    },
  },
};

/** Management API of master data. Upserts are idempotent by content, so they need no Idempotency-Key. */
@ApiTags("master-data")
@ApiResponse({ status: "4XX", description: "RFC 9457 problem; errors names each fault with its remedy." })
@Controller("platform/v1")
export class MasterDataController {
  constructor(
    private readonly upserts: UpsertMasterData,
    private readonly reads: ReadMasterData,
  ) {}

  @Put("master-data/:type/:key")
  @RequiresPermission("master-data:write", { plant: "query:plantCode" })
  @ApiOperation({ operationId: "putMasterData", summary: "Create or replace a record" })
  @ApiParam(TYPE)
  @ApiParam(KEY)
  @ApiQuery(PLANT_CODE)
  @ApiQuery({
    name: "effectiveFrom",
    required: false,
    description: "RFC 3339; without it the record has always been in force.",
  })
  @ApiBody({ schema: { type: "object", description: "The document of contracts/schemas/master-data/<type>.yaml." } })
  @ApiOkResponse({
    description: "result is CREATED, UPDATED, UNCHANGED, or STALE when a newer stock snapshot is stored.",
  })
  async put(
    @Req() request: ManagementRequest,
    @Param("type") type: string,
    @Param("key") key: string,
    @Query() query: QueryValues,
    @Body() document: unknown,
  ): Promise<ItemOutcome> {
    refuseUnknownParameters(query, ["plantCode", "effectiveFrom"]);
    const effectiveFrom = readInstant("effectiveFrom", query["effectiveFrom"]);
    const item = { type: readType(type), key, document, ...(effectiveFrom === undefined ? {} : { effectiveFrom }) };
    const [outcome] = await this.upserts.upsert([item], readPlantCode(query["plantCode"]), changeActor(request));
    if (outcome === undefined) throw new Error("an upsert of one item gave no outcome");
    if (outcome.result === "REFUSED") {
      const detail = `The ${type} ${key} was not stored; errors names each fault with its remedy.`;
      throw new InterlockError(plantProblems.MASTER_DATA_INVALID, { detail, errors: outcome.findings.slice(0, 200) });
    }
    return outcome;
  }

  @Post("master-data\\:bulk")
  @HttpCode(200)
  @RequiresPermission("master-data:write", { plant: "query:plantCode" })
  @ApiOperation({
    operationId: "putMasterDataBulk",
    summary: "Create or replace many records; each item has a result of its own",
  })
  @ApiQuery(PLANT_CODE)
  @ApiBody({ schema: bulkSchema })
  async bulk(
    @Req() request: ManagementRequest,
    @Query() query: QueryValues,
    @Body() body: unknown,
  ): Promise<{ readonly results: readonly ItemOutcome[] }> {
    refuseUnknownParameters(query, ["plantCode"]);
    const items = readBulkItems(body);
    return { results: await this.upserts.upsert(items, readPlantCode(query["plantCode"]), changeActor(request)) };
  }

  @Get("master-data/:type/:key")
  @RequiresPermission("master-data:read", { plant: "filter" })
  @ApiOperation({
    operationId: "getMasterData",
    summary: "Read the record in force, the plant's own before the enterprise's",
  })
  @ApiParam(TYPE)
  @ApiParam(KEY)
  @ApiQuery(PLANT_CODE)
  @ApiQuery({ name: "at", required: false, description: "RFC 3339; without it, now." })
  get(
    @Req() request: ManagementRequest,
    @Param("type") type: string,
    @Param("key") key: string,
    @Query() query: QueryValues,
  ): Promise<StoredRecord> {
    refuseUnknownParameters(query, ["plantCode", "at"]);
    const at = readInstant("at", query["at"]);
    const known = readType(type);
    return this.reads.get(known, readKey(known, key), {
      plantCode: readPlantCode(query["plantCode"]) ?? "",
      plants: request.interlock.plants,
      ...(at === undefined ? {} : { at: new Date(at) }),
    });
  }

  @Get("master-data/:type")
  @RequiresPermission("master-data:read", { plant: "filter" })
  @ApiOperation({
    operationId: "listMasterData",
    summary: "List records in the order of plant, key and effective date",
  })
  @ApiParam(TYPE)
  @ApiQuery({ name: "plantCode", required: false, description: "Only records of this plant and of the enterprise." })
  @ApiQuery({ name: "limit", required: false, description: "1 to 500, 50 by default." })
  @ApiQuery({ name: "cursor", required: false, description: "nextCursor of the page before." })
  list(
    @Req() request: ManagementRequest,
    @Param("type") type: string,
    @Query() query: QueryValues,
  ): Promise<MasterDataPage> {
    refuseUnknownParameters(query, ["plantCode", "limit", "cursor"]);
    return this.reads.list(readType(type), {
      plantCode: readPlantCode(query["plantCode"]),
      plants: request.interlock.plants,
      cursor: readCursor(query["cursor"]),
      limit: readLimit(query["limit"]),
    });
  }
}
