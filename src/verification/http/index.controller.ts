import { Get, Inject, Req, Res } from "@nestjs/common";
import type { FastifyReply, FastifyRequest } from "fastify";
import type { Configuration } from "../../config/configuration.js";
import { CONFIGURATION } from "../../platform/platform-tokens.js";
import { RequiresPermission } from "../../platform/security/public.js";
import { BrokerController } from "./broker-controller.js";
import { type BrokerLinks, linksOf } from "./broker-links.js";

/** Entry of the registry: where everything is. */
@BrokerController()
export class IndexController {
  constructor(@Inject(CONFIGURATION) private readonly configuration: Configuration) {}

  /** Who opens the address in a browser sees the dashboard. */
  @Get()
  @RequiresPermission("pact:read", { plant: "enterprise" })
  index(@Req() request: FastifyRequest, @Res({ passthrough: true }) reply: FastifyReply): object {
    const links = linksOf(request, this.configuration.publicUrl);
    if (request.headers.accept?.includes("text/html") === true)
      reply.code(303).header("location", links.to("dashboard"));
    return { _links: indexLinks(links) };
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
    ...branchLinks(links),
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
    "pb:integrations": at("/integrations", "Integrations"),
    "pb:dashboard": at("/dashboard", "How each integration stands; a page for browsers"),
    "pb:metrics": at("/metrics", "How much the registry holds"),
    curies: [{ name: "pb", href: `${base}/doc/{rel}`, templated: true }],
  };
}

/** Pacts by the branch of their consumer: of a provider, or of a pair. */
function branchLinks(links: BrokerLinks): object {
  const provider = "/pacts/provider/{provider}";
  const pair = `${provider}/consumer/{consumer}`;
  return {
    "pb:provider-pacts-with-main-branch": links.template(`${provider}/branch`, "Pacts of main branches"),
    "pb:provider-pacts-with-branch": links.template(`${provider}/branch/{branch}`, "Pacts of a branch"),
    "pb:latest-provider-pacts-with-main-branch": links.template(`${provider}/branch/latest`, "Latest of main branches"),
    "pb:latest-provider-pacts-with-branch": links.template(`${provider}/branch/{branch}/latest`, "Latest of a branch"),
    "pb:main-branch-pact-versions": links.template(`${pair}/branch`, "Pacts of a pair on the main branch"),
    "pb:branch-pact-versions": links.template(`${pair}/branch/{branch}`, "Pacts of a pair on a branch"),
    "pb:latest-main-branch-pact-versions": links.template(`${pair}/branch/latest`, "Latest pact on the main branch"),
    "pb:latest-branch-pact-versions": links.template(`${pair}/branch/{branch}/latest`, "Latest pact on a branch"),
  };
}
