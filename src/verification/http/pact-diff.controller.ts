import { Get, Inject, Param, Req, Res } from "@nestjs/common";
import type { FastifyReply } from "fastify";
import type { Configuration } from "../../config/configuration.js";
import { CONFIGURATION } from "../../platform/platform-tokens.js";
import { type ManagementRequest, RequiresPermission } from "../../platform/security/public.js";
import type { JsonObject } from "../content/canonical-json.js";
import { comparePacts } from "../pact-diff/compare-pacts.js";
import { ListPacts } from "../publication/list-pacts.js";
import { type PublishedPactRecord, ReadPacts } from "../publication/read-pacts.js";
import { BrokerController } from "./broker-controller.js";
import { linksOf } from "./broker-links.js";
import { pactResource } from "./pact-resources.js";
import { notFound } from "./refusals.js";

const ENTERPRISE = { plant: "enterprise" } as const;
const PAIR = "pacts/provider/:provider/consumer/:consumer";
type Names = Readonly<Record<string, string>>;
type Reply = Pick<FastifyReply, "header" | "send">;

/** What changed between two pacts, as text. */
@BrokerController()
export class PactDiffController {
  constructor(
    @Inject(CONFIGURATION) private readonly configuration: Configuration,
    @Inject(ReadPacts) private readonly pacts: ReadPacts,
    @Inject(ListPacts) private readonly lists: ListPacts,
  ) {}

  @Get(`${PAIR}/version/:number/previous-distinct`)
  @RequiresPermission("pact:read", ENTERPRISE)
  async previous(@Req() request: ManagementRequest, @Param() names: Names): Promise<object> {
    const pact = await this.#previousOf(await this.#pactOf(names));
    const { body } = await this.pacts.content(pact.provider, pact.consumer, pact.sha);
    return pactResource(body, pact, linksOf(request, this.configuration.publicUrl));
  }

  @Get(`${PAIR}/version/:number/diff/previous-distinct`)
  @RequiresPermission("pact:read", ENTERPRISE)
  async toPrevious(@Param() names: Names, @Res() reply: FastifyReply): Promise<void> {
    const pact = await this.#pactOf(names);
    await this.#answer(await this.#previousOf(pact), pact, reply);
  }

  @Get(`${PAIR}/version/:number/diff/version/:other`)
  @RequiresPermission("pact:read", ENTERPRISE)
  async toVersion(@Param() names: Names, @Res() reply: FastifyReply): Promise<void> {
    const { other: number = "" } = names;
    await this.#answer(await this.#pactOf({ ...names, number }), await this.#pactOf(names), reply);
  }

  @Get(`${PAIR}/pact-version/:sha/diff/pact-version/:other`)
  @RequiresPermission("pact:read", ENTERPRISE)
  async toContent(@Param() names: Names, @Res() reply: FastifyReply): Promise<void> {
    const { other: sha = "" } = names;
    await this.#answer(await this.#contentOf({ ...names, sha }), await this.#contentOf(names), reply);
  }

  async #answer(before: PublishedPactRecord, after: PublishedPactRecord, reply: Reply): Promise<void> {
    const [old, fresh] = await Promise.all([before, after].map((pact) => this.#documentOf(pact)));
    const lines = comparePacts(old ?? {}, fresh ?? {});
    const { consumer, provider } = after;
    const title = `Pact between ${consumer} and ${provider}: from version ${before.number} to version ${after.number}`;
    const text = [title, "", ...(lines.length === 0 ? ["No differences."] : lines), ""].join("\n");
    await reply.header("content-type", "text/plain;charset=utf-8").send(text);
  }

  async #documentOf({ provider, consumer, sha }: PublishedPactRecord): Promise<JsonObject> {
    return JSON.parse((await this.pacts.content(provider, consumer, sha)).body) as JsonObject;
  }

  async #pactOf({ provider = "", consumer = "", number = "" }: Names): Promise<PublishedPactRecord> {
    return await this.pacts.one(provider, consumer, { number });
  }

  async #contentOf({ provider = "", consumer = "", sha = "" }: Names): Promise<PublishedPactRecord> {
    return await this.pacts.latestOf((await this.pacts.content(provider, consumer, sha)).id);
  }

  async #previousOf(pact: PublishedPactRecord): Promise<PublishedPactRecord> {
    const previous = await this.lists.previousDistinct(pact);
    if (previous !== undefined) return previous;
    throw notFound(`No pact before version ${pact.number} with other content`);
  }
}
