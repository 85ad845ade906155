import { Get, Inject, Param, Req, Res } from "@nestjs/common";
import type { FastifyReply } from "fastify";
import type { Configuration } from "../../config/configuration.js";
import { CONFIGURATION } from "../../platform/platform-tokens.js";
import { type ManagementRequest, RequiresPermission } from "../../platform/security/public.js";
import { renderBadge } from "../badges/render-badge.js";
import { AskMatrix } from "../matrix/ask-matrix.js";
import type { DeploymentVerdict } from "../matrix/deployment-verdict.js";
import { ParticipantRegistry } from "../participants/participant-registry.js";
import { type PactVersionChoice, ReadPacts } from "../publication/read-pacts.js";
import { VerificationResults } from "../results/verification-results.js";
import { BrokerController } from "./broker-controller.js";
import { linksOf } from "./broker-links.js";
import { matrixResource } from "./matrix-resource.js";
import { parseRackQuery } from "./rack-query.js";
import { readDeployQuery, readMatrixQuery } from "./read-question.js";

const ENTERPRISE = { plant: "enterprise" } as const;
const PAIR = "pacts/provider/:provider/consumer/:consumer";
const ON_BRANCH = "pacticipants/:name/branches/:branch/latest-version/can-i-deploy/to-environment/:environment";
const TAGGED = "pacticipants/:name/latest-version/:tag/can-i-deploy/to/:to";
type Names = Readonly<Record<string, string>>;

/** Images of verdicts for pages, and the verdicts behind them. They are drawn here: a closed plant reaches no image host. */
@BrokerController()
export class BadgesController {
  constructor(
    @Inject(CONFIGURATION) private readonly configuration: Configuration,
    @Inject(ReadPacts) private readonly pacts: ReadPacts,
    @Inject(VerificationResults) private readonly results: VerificationResults,
    @Inject(ParticipantRegistry) private readonly participants: ParticipantRegistry,
    @Inject(AskMatrix) private readonly matrix: AskMatrix,
  ) {}

  @Get([`${PAIR}/latest/badge`, `${PAIR}/latest/:tag/badge`, `${PAIR}/branch/:branch/latest/badge`])
  @RequiresPermission("pact:read", ENTERPRISE)
  async pact(@Req() request: ManagementRequest, @Param() names: Names, @Res() reply: FastifyReply): Promise<void> {
    const { provider = "", consumer = "", tag, branch } = names;
    const choice: PactVersionChoice =
      tag === undefined ? (branch === undefined ? { latest: true } : { branch }) : { tag };
    const [pact] = await this.pacts.newest(provider, consumer, choice);
    const result = pact === undefined ? undefined : await this.results.find(pact.contentId, "latest");
    const { label } = parseRackQuery(request.raw.url ?? "").values;
    const name = label === "consumer" ? consumer : label === "provider" ? provider : `${consumer}/${provider}`;
    await send(reply, `${name} pact`, result?.isSuccess ?? null, ["verified", "failed", "unknown"]);
  }

  @Get("matrix/provider/:provider/latest/:providerTag/consumer/:consumer/latest/:tag/badge")
  @RequiresPermission("pact:read", ENTERPRISE)
  async tags(@Param() names: Names, @Res() reply: FastifyReply): Promise<void> {
    const { provider = "", providerTag = "", consumer = "", tag = "" } = names;
    const query = [
      ["q[][pacticipant]", consumer],
      ["q[][latest]", "true"],
      ["q[][tag]", tag],
      ["q[][pacticipant]", provider],
      ["q[][latest]", "true"],
      ["q[][tag]", providerTag],
      ["latestby", "cvpv"],
    ] as const;
    const { isDeployable } = await this.#ask(query);
    await send(reply, `${consumer} ${tag}/${provider} ${providerTag}`, isDeployable, ["verified", "failed", "unknown"]);
  }

  @Get(ON_BRANCH)
  @RequiresPermission("pact:read", ENTERPRISE)
  async canDeployBranch(@Req() request: ManagementRequest, @Param() names: Names): Promise<object> {
    return this.#resource(request, await this.#deployBranch(names));
  }

  @Get(`${ON_BRANCH}/badge`)
  @RequiresPermission("pact:read", ENTERPRISE)
  async canDeployBranchBadge(@Param() names: Names, @Res() reply: FastifyReply): Promise<void> {
    const { name = "", branch = "", environment = "" } = names;
    await sendVerdict(reply, `can-i-deploy ${name} ${branch} to ${environment}`, await this.#deployBranch(names));
  }

  @Get(TAGGED)
  @RequiresPermission("pact:read", ENTERPRISE)
  async canDeployTag(@Req() request: ManagementRequest, @Param() names: Names): Promise<object> {
    return this.#resource(request, await this.#deployTag(names));
  }

  @Get(`${TAGGED}/badge`)
  @RequiresPermission("pact:read", ENTERPRISE)
  async canDeployTagBadge(@Param() names: Names, @Res() reply: FastifyReply): Promise<void> {
    const { name = "", tag = "", to = "" } = names;
    await sendVerdict(reply, `can-i-deploy ${name} ${tag} to ${to}`, await this.#deployTag(names));
  }

  @Get("pacticipants/:name/main-branch/can-i-merge/badge")
  @RequiresPermission("pact:read", ENTERPRISE)
  async canMergeBadge(@Param() { name = "" }: Names, @Res() reply: FastifyReply): Promise<void> {
    const { mainBranch } = await this.participants.get(name);
    const { number } = await this.participants.latestVersion(name, { branch: mainBranch ?? "" });
    const selector = [
      ["q[][pacticipant]", name],
      ["q[][version]", number],
    ] as const;
    const query = [...selector, ["mainBranch", "true"], ["latest", "true"], ["latestby", "cvp"]] as const;
    await sendVerdict(reply, `can-i-merge ${name}`, await this.#ask(query));
  }

  async #deployBranch({ name = "", branch = "", environment = "" }: Names): Promise<DeploymentVerdict> {
    const { number } = await this.participants.latestVersion(name, { branch });
    return await this.#deploy({ pacticipant: name, version: number, environment });
  }

  async #deployTag({ name = "", tag = "", to = "" }: Names): Promise<DeploymentVerdict> {
    const { number } = await this.participants.latestVersion(name, { tag });
    return await this.#deploy({ pacticipant: name, version: number, to });
  }

  /** The same question as the one of `/can-i-deploy`, so that image and verdict cannot differ. */
  async #deploy(question: Readonly<Record<string, string>>): Promise<DeploymentVerdict> {
    return await this.matrix.ask(readDeployQuery(parseRackQuery(queryOf(Object.entries(question)))));
  }

  async #ask(query: readonly (readonly [string, string])[]): Promise<DeploymentVerdict> {
    return await this.matrix.ask(readMatrixQuery(parseRackQuery(queryOf(query))));
  }

  #resource(request: ManagementRequest, verdict: DeploymentVerdict): object {
    return matrixResource(verdict, linksOf(request, this.configuration.publicUrl));
  }
}

const queryOf = (parameters: readonly (readonly [string, string])[]): string =>
  `?${parameters.map(([name, value]) => `${name}=${encodeURIComponent(value)}`).join("&")}`;

async function sendVerdict(reply: FastifyReply, label: string, verdict: DeploymentVerdict): Promise<void> {
  await send(reply, label, verdict.isDeployable, ["yes", "no", "unknown"]);
}

/** What is true now may be false in a minute, and pages keep images. */
async function send(
  reply: FastifyReply,
  label: string,
  isGood: boolean | null,
  [yes, no, unknown]: readonly [string, string, string],
): Promise<void> {
  const [status, tone] =
    isGood === null ? ([unknown, "unknown"] as const) : isGood ? ([yes, "good"] as const) : ([no, "bad"] as const);
  const svg = renderBadge({ label, status, tone });
  await reply.header("content-type", "image/svg+xml;charset=utf-8").header("cache-control", "no-cache").send(svg);
}
