import { Body, Get, HttpCode, Inject, Param, Post, Req } from "@nestjs/common";
import type { Configuration } from "../../config/configuration.js";
import { CONFIGURATION } from "../../platform/platform-tokens.js";
import { type ManagementRequest, RequiresPermission } from "../../platform/security/public.js";
import { ReadPacts } from "../publication/read-pacts.js";
import { VerificationResults } from "../results/verification-results.js";
import { SelectPacts } from "../selection/select-pacts.js";
import type { SelectionRequest } from "../selection/selection-request.js";
import { BrokerBody } from "./body-reader.js";
import { BrokerController } from "./broker-controller.js";
import { type BrokerLinks, linksOf } from "./broker-links.js";
import { decodeMetadata } from "./content-metadata.js";
import { pactResource, resultResource, selectionResource } from "./pact-resources.js";
import { readSelection, readSelectionQuery } from "./read-selection.js";
import { changeActor } from "./request-context.js";

const ENTERPRISE = { plant: "enterprise" } as const;
const CONTENT = "pacts/provider/:provider/consumer/:consumer/pact-version/:sha";

/** What a provider fetches, verifies and reports. */
@BrokerController()
export class PactsController {
  constructor(
    @Inject(CONFIGURATION) private readonly configuration: Configuration,
    @Inject(ReadPacts) private readonly pacts: ReadPacts,
    @Inject(SelectPacts) private readonly selection: SelectPacts,
    @Inject(VerificationResults) private readonly results: VerificationResults,
  ) {}

  @Get("pacts/provider/:provider/for-verification")
  @RequiresPermission("pact:read", ENTERPRISE)
  async describeSelection(@Req() request: ManagementRequest, @Param("provider") provider: string): Promise<object> {
    return await this.#select(request, readSelectionQuery(provider, request.raw.url ?? ""));
  }

  @Post("pacts/provider/:provider/for-verification")
  @HttpCode(200)
  @RequiresPermission("pact:read", ENTERPRISE)
  async select(
    @Req() request: ManagementRequest,
    @Param("provider") provider: string,
    @Body() body: unknown,
  ): Promise<object> {
    return await this.#select(request, readSelection(provider, body));
  }

  @Get([CONTENT, `${CONTENT}/metadata/:metadata`])
  @RequiresPermission("pact:read", ENTERPRISE)
  async content(@Req() request: ManagementRequest, @Param() names: Record<string, string>): Promise<object> {
    const { provider = "", consumer = "", sha = "", metadata } = names;
    const content = await this.pacts.content(provider, consumer, sha);
    return pactResource(content.body, await this.pacts.latestOf(content.id), this.#links(request), metadata);
  }

  @Post([`${CONTENT}/verification-results`, `${CONTENT}/metadata/:metadata/verification-results`])
  @HttpCode(201)
  @RequiresPermission("pact:verify", ENTERPRISE)
  async publishResult(
    @Req() request: ManagementRequest,
    @Param() names: Record<string, string>,
    @Body() body: unknown,
  ): Promise<object> {
    const { provider = "", consumer = "", sha = "", metadata } = names;
    const contentId = await this.pacts.contentId(provider, consumer, sha);
    const reader = new BrokerBody(body);
    const isSuccess = reader.flag("success");
    const providerNumber = reader.text("providerApplicationVersion");
    const buildUrl = reader.optionalText("buildUrl", 2_000);
    reader.finish();
    const [testResults, verifiedBy] = [reader.value("testResults"), reader.value("verifiedBy")];
    const consumerVersionIds = decodeMetadata(metadata);
    const result = { isSuccess, providerNumber, buildUrl, testResults, verifiedBy, consumerVersionIds };
    const record = await this.results.record(contentId, result, changeActor(request));
    return resultResource(record, this.#links(request));
  }

  @Get(`${CONTENT}/verification-results/:id`)
  @RequiresPermission("pact:read", ENTERPRISE)
  async result(@Req() request: ManagementRequest, @Param() names: Record<string, string>): Promise<object> {
    const { provider = "", consumer = "", sha = "", id = "" } = names;
    const contentId = await this.pacts.contentId(provider, consumer, sha);
    return resultResource(await this.results.get(contentId, id), this.#links(request));
  }

  async #select(request: ManagementRequest, selection: SelectionRequest): Promise<object> {
    const pacts = await this.selection.select(selection);
    return selectionResource(selection.provider, pacts, selection.isPendingIncluded, this.#links(request));
  }

  #links(request: ManagementRequest): BrokerLinks {
    return linksOf(request, this.configuration.publicUrl);
  }
}
