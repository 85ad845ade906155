import { Body, HttpCode, Inject, Param, Post, Req } from "@nestjs/common";
import type { Configuration } from "../../config/configuration.js";
import { CONFIGURATION } from "../../platform/platform-tokens.js";
import { type ManagementRequest, RequiresPermission } from "../../platform/security/public.js";
import { isObject } from "../content/canonical-json.js";
import { type ProviderContract, PublishProviderContract } from "../publication/publish-provider-contract.js";
import { BrokerBody } from "./body-reader.js";
import { BrokerController } from "./broker-controller.js";
import { linksOf } from "./broker-links.js";
import { changeActor } from "./request-context.js";

/** Publishing of a provider's own document, as `pactflow publish-provider-contract` does it. */
@BrokerController()
export class ProviderContractsController {
  constructor(
    @Inject(CONFIGURATION) private readonly configuration: Configuration,
    @Inject(PublishProviderContract) private readonly publishing: PublishProviderContract,
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
    await this.publishing.publish(contract, changeActor(request));
    const links = linksOf(request, this.configuration.publicUrl);
    const version = links.version(provider, contract.number);
    const text = `Provider contract published for ${provider} version ${contract.number}`;
    return {
      notices: [{ type: "success", text }],
      _embedded: { version: { number: contract.number, _links: { self: { href: version } } } },
      _links: {
        self: { href: `${links.to("provider-contracts", "provider", provider)}/publish` },
        "pb:pacticipant": { href: links.participant(provider), name: provider },
        "pb:pacticipant-version": { href: version, name: contract.number },
        "pb:pacticipant-version-tags": contract.tags.map((tag) => ({
          href: links.tag(provider, contract.number, tag),
          name: tag,
        })),
      },
    };
  }
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
