import { Body, HttpCode, Inject, Param, Post, Req } from "@nestjs/common";
import type { Configuration } from "../../config/configuration.js";
import { InterlockError } from "../../kernel/problem.js";
import { CONFIGURATION } from "../../platform/platform-tokens.js";
import { ManagementAccess, type ManagementRequest, RequiresPermission } from "../../platform/security/public.js";
import { isObject } from "../content/canonical-json.js";
import { type ProviderContract, PublishProviderContract } from "../publication/publish-provider-contract.js";
import { BrokerBody } from "./body-reader.js";
import { BrokerController } from "./broker-controller.js";
import { linksOf } from "./broker-links.js";
import { providerContractResource } from "./provider-contract-resource.js";
import { invalidMembers } from "./refusals.js";
import { changeActor } from "./request-context.js";

const FINDINGS_MAX = 20;

/** Publishing of a provider's own document, as `pactflow publish-provider-contract` does it. */
@BrokerController()
export class ProviderContractsController {
  constructor(
    @Inject(CONFIGURATION) private readonly configuration: Configuration,
    @Inject(PublishProviderContract) private readonly publishing: PublishProviderContract,
    @Inject(ManagementAccess) private readonly access: ManagementAccess,
  ) {}

  @Post("provider-contracts/provider/:provider/publish")
  @HttpCode(200)
  @RequiresPermission("pact:publish", { plant: "enterprise" })
  async publish(
    @Req() request: ManagementRequest,
    @Param("provider") provider: string,
    @Body() body: unknown,
  ): Promise<object> {
    const contract = readContract(provider, body);
    const { interlock } = request;
    const outcome = await this.publishing
      .publish(contract, changeActor(request), (permission, attributes) => {
        this.access.requireObject(interlock, permission, attributes);
      })
      .catch((error: unknown) => {
        throw asClientsPrintIt(error);
      });
    return providerContractResource(contract, outcome, linksOf(request, this.configuration.publicUrl));
  }
}

/** The client prints what is wrong with an answer 400 only; of any other it prints the status. */
function asClientsPrintIt(error: unknown): unknown {
  if (!(error instanceof InterlockError) || ![409, 422].includes(error.definition.status)) return error;
  const findings = (error.details.errors ?? []).map(({ message }) => message).slice(0, FINDINGS_MAX);
  return invalidMembers({ contract: [`${error.code}: ${error.message}`, ...findings].join(" ") });
}

function readContract(provider: string, body: unknown): ProviderContract {
  const reader = new BrokerBody(body);
  const number = reader.text("pacticipantVersionNumber");
  const branch = reader.optionalText("branch");
  const tags = reader.texts("tags");
  const buildUrl = reader.optionalText("buildUrl", 2_000);
  const value = reader.value("contract");
  if (!isObject(value)) reader.fault("contract", "is missing");
  const part = new BrokerBody(isObject(value) ? value : {});
  const content = Buffer.from(part.text("content", 8_000_000), "base64").toString("utf8");
  const contentType = part.optionalText("contentType") ?? "application/yaml";
  const specification = part.optionalText("specification") ?? "oas";
  if (content.includes("\u0000")) part.fault("content", "must be the base64 of a text");
  const results = part.value("selfVerificationResults");
  if (results !== undefined && results !== null && !isObject(results)) {
    part.fault("selfVerificationResults", "must be an object");
  }
  if (isObject(value)) reader.adopt("contract", part);
  reader.finish();
  const selfVerification = isObject(results) ? results : undefined;
  return { provider, number, branch, tags, buildUrl, content, contentType, specification, selfVerification };
}
