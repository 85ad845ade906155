import { Controller, Get, Inject, Param, Req, Res } from "@nestjs/common";
import { ApiExcludeController } from "@nestjs/swagger";
import type { FastifyReply, FastifyRequest } from "fastify";
import type { Configuration } from "../../config/configuration.js";
import { CONFIGURATION } from "../../platform/platform-tokens.js";
import { Public } from "../../platform/security/public.js";
import { linksOf } from "./broker-links.js";

const REASON = "leads to the same path below /pact-broker, which asks for a permission; tells nothing itself";
const STATES = ":provider/provider-states";
type Names = Readonly<Record<string, string>>;

/** The parts of a branch such as `feature/orders/x`, which the client does not encode. */
const branchPaths = (owner: string): string[] =>
  ["branch", "branch/:a", "branch/:a/:b", "branch/:a/:b/:c", "branch/:a/:b/:c/:d"].map((path) => `${owner}/${path}`);

/**
 * Two commands of the Rust client, `get-pacts` and `provider-states`, forget the path of the registry's address and ask at
 * the root of the host. They are led to where the registry is.
 */
@ApiExcludeController()
@Controller("pacts/provider")
export class RootPathsController {
  constructor(@Inject(CONFIGURATION) private readonly configuration: Configuration) {}

  @Get([...branchPaths(":provider"), ...branchPaths(":provider/consumer/:consumer")])
  @Public(REASON)
  toBranch(@Req() request: FastifyRequest, @Param() names: Names, @Res() reply: FastifyReply): void {
    const { provider = "", consumer, a, b, c, d } = names;
    const parts = [a, b, c, d].filter((part) => part !== undefined);
    const isLatest = parts.at(-1) === "latest";
    const branch = (isLatest ? parts.slice(0, -1) : parts).join("/");
    const owner = consumer === undefined ? [provider] : [provider, "consumer", consumer];
    const path = ["branch", ...(branch === "" ? [] : [branch]), ...(isLatest ? ["latest"] : [])];
    this.#lead(request, reply, [...owner, ...path]);
  }

  @Get([STATES, `${STATES}/branch/:branch`, `${STATES}/environment/:environment`])
  @Public(REASON)
  toStates(@Req() request: FastifyRequest, @Param() names: Names, @Res() reply: FastifyReply): void {
    const { provider = "", branch, environment } = names;
    const path = branch === undefined ? [] : ["branch", branch];
    const rest = environment === undefined ? path : ["environment", environment];
    this.#lead(request, reply, [provider, "provider-states", ...rest]);
  }

  #lead(request: FastifyRequest, reply: FastifyReply, path: readonly string[]): void {
    const href = linksOf(request, this.configuration.publicUrl).to("pacts", "provider", ...path);
    reply.code(307).header("location", href).send();
  }
}
