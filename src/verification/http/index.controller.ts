import { Get, Inject, Req } from "@nestjs/common";
import type { FastifyRequest } from "fastify";
import type { Configuration } from "../../config/configuration.js";
import { CONFIGURATION } from "../../platform/platform-tokens.js";
import { RequiresPermission } from "../../platform/security/public.js";
import { BrokerController } from "./broker-controller.js";
import { type BrokerLinks, linksOf } from "./broker-links.js";

/** Entry of the registry: where everything is. */
@BrokerController()
export class IndexController {
  constructor(@Inject(CONFIGURATION) private readonly configuration: Configuration) {}

  @Get()
  @RequiresPermission("pact:read", { plant: "enterprise" })
  index(@Req() request: FastifyRequest): object {
    return { _links: indexLinks(linksOf(request, this.configuration.publicUrl)) };
  }
}

function indexLinks(links: BrokerLinks): object {
  const { base } = links;
  const at = (path: string, title: string) => ({ href: `${base}${path}`, title });
  const template = (path: string, title: string) => links.template(path, title);
  const forVerification = template("/pacts/provider/{provider}/for-verification", "Pacts to be verified by a provider");
  const version = "/pacticipants/{pacticipant}/versions/{version}";
  const branch = "/pacticipants/{pacticipant}/branches/{branch}";
  return {
    self: { href: base, title: "Index", templated: false },
    "pb:publish-pact": template(
      "/pacts/provider/{provider}/consumer/{consumer}/version/{consumerApplicationVersion}",
      "Publish a pact",
    ),
    "pb:publish-contracts": at("/contracts/publish", "Publish contracts"),
    "pf:publish-provider-contract": template(
      "/provider-contracts/provider/{provider}/publish",
      "Publish a provider contract",
    ),
    "pb:latest-pact-versions": at("/pacts/latest", "Latest pact of each integration"),
    "pb:pacticipants": at("/pacticipants", "Pacticipants"),
    "pb:pacticipant": template("/pacticipants/{pacticipant}", "A pacticipant"),
    "pb:pacticipant-version": template(version, "A version"),
    "pb:pacticipant-version-tag": template(`${version}/tags/{tag}`, "A tag of a version"),
    "pb:pacticipant-branch": template(branch, "A branch"),
    "pb:pacticipant-branch-version": template(`${branch}/versions/{version}`, "A version on a branch"),
    "pb:latest-version": template("/pacticipants/{pacticipant}/latest-version", "Latest version"),
    "pb:latest-tagged-version": template(
      "/pacticipants/{pacticipant}/latest-version/{tag}",
      "Latest version with a tag",
    ),
    "pb:latest-branch-version": template(`${branch}/latest-version`, "Latest version on a branch"),
    "pb:latest-provider-pacts": template("/pacts/provider/{provider}/latest", "Latest pacts of a provider"),
    "pb:latest-provider-pacts-with-tag": template(
      "/pacts/provider/{provider}/latest/{tag}",
      "Latest pacts of a provider with a tag",
    ),
    "pb:provider-pacts-with-main-branch": template(
      "/pacts/provider/{provider}/branch",
      "Pacts of a provider on main branches",
    ),
    "pb:provider-pacts-with-branch": template(
      "/pacts/provider/{provider}/branch/{branch}",
      "Pacts of a provider on a branch",
    ),
    "pb:provider-pacts-for-verification": forVerification,
    "beta:provider-pacts-for-verification": forVerification,
    "pb:can-i-deploy-pacticipant-version-to-environment": template(
      "/can-i-deploy?pacticipant={pacticipant}&version={version}&environment={environment}",
      "May a version be deployed",
    ),
    "pb:can-i-deploy-pacticipant-version-to-tag": template(
      "/can-i-deploy?pacticipant={pacticipant}&version={version}&to={tag}",
      "May a version be deployed",
    ),
    "pb:environments": at("/environments", "Environments"),
    "pb:environment": template("/environments/{uuid}", "An environment"),
    "pb:webhooks": at("/webhooks", "Webhooks"),
    "pb:webhook": template("/webhooks/{uuid}", "A webhook"),
    curies: [{ name: "pb", href: `${base}/doc/{rel}`, templated: true }],
  };
}
