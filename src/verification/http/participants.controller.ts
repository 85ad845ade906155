import { Body, Delete, Get, HttpCode, Inject, Param, Patch, Post, Put, Req, Res } from "@nestjs/common";
import type { FastifyReply } from "fastify";
import type { Configuration } from "../../config/configuration.js";
import { CONFIGURATION } from "../../platform/platform-tokens.js";
import { type ManagementRequest, RequiresPermission } from "../../platform/security/public.js";
import { EnvironmentRegistry } from "../environments/environment-registry.js";
import type { ParticipantChange, ParticipantVersion } from "../participants/participant.js";
import { ParticipantRegistry } from "../participants/participant-registry.js";
import { ReadPacts } from "../publication/read-pacts.js";
import { BrokerBody } from "./body-reader.js";
import { BrokerController } from "./broker-controller.js";
import { type BrokerLinks, linksOf } from "./broker-links.js";
import * as resources from "./participant-resources.js";
import { notFound } from "./refusals.js";
import { changeActor } from "./request-context.js";

const ENTERPRISE = { plant: "enterprise" } as const;

/** Participants, their versions, branches and tags. */
@BrokerController()
export class ParticipantsController {
  constructor(
    @Inject(CONFIGURATION) private readonly configuration: Configuration,
    @Inject(ParticipantRegistry) private readonly participants: ParticipantRegistry,
    @Inject(EnvironmentRegistry) private readonly environments: EnvironmentRegistry,
    @Inject(ReadPacts) private readonly pacts: ReadPacts,
  ) {}

  @Get("pacticipants")
  @RequiresPermission("pact:read", ENTERPRISE)
  async list(@Req() request: ManagementRequest): Promise<object> {
    const links = this.#links(request);
    const found = await this.participants.list();
    const pacticipants = found.map((participant) => resources.participantResource(participant, links));
    const named = found.map(({ name }) => ({ href: links.participant(name), title: name, name }));
    const relations = { self: { href: links.to("pacticipants") }, "pb:pacticipants": named, pacticipants: named };
    return { _links: relations, pacticipants, _embedded: { pacticipants } };
  }

  @Post("pacticipants")
  @RequiresPermission("pact:publish", ENTERPRISE)
  async create(@Req() request: ManagementRequest, @Body() body: unknown): Promise<object> {
    const reader = new BrokerBody(body);
    const name = reader.text("name");
    return await this.#put(request, name, reader);
  }

  @Get("pacticipants/:name")
  @RequiresPermission("pact:read", ENTERPRISE)
  async get(@Req() request: ManagementRequest, @Param("name") name: string): Promise<object> {
    return resources.participantResource(await this.participants.get(name), this.#links(request));
  }

  @Put("pacticipants/:name")
  @RequiresPermission("pact:publish", ENTERPRISE)
  async put(
    @Req() request: ManagementRequest,
    @Param("name") name: string,
    @Body() body: unknown,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<object> {
    if ((await this.participants.find(name)) === undefined) reply.code(201);
    return await this.#put(request, name, new BrokerBody(body));
  }

  @Patch("pacticipants/:name")
  @RequiresPermission("pact:publish", ENTERPRISE)
  async patch(@Req() request: ManagementRequest, @Param("name") name: string, @Body() body: unknown): Promise<object> {
    return await this.#put(request, name, new BrokerBody(body));
  }

  @Delete("pacticipants/:name")
  @HttpCode(204)
  @RequiresPermission("pact:publish", ENTERPRISE)
  async delete(@Req() request: ManagementRequest, @Param("name") name: string): Promise<void> {
    await this.participants.delete(name, changeActor(request));
  }

  @Get("pacticipants/:name/versions")
  @RequiresPermission("pact:read", ENTERPRISE)
  async listVersions(@Req() request: ManagementRequest, @Param("name") name: string): Promise<object> {
    const versions = await this.participants.listVersions(name);
    const found = await Promise.all(versions.map((version) => this.#version(request, version)));
    const self = { href: `${this.#links(request).participant(name)}/versions` };
    return { _embedded: { versions: found }, _links: { self } };
  }

  @Get("pacticipants/:name/latest-version")
  @RequiresPermission("pact:read", ENTERPRISE)
  async latest(@Req() request: ManagementRequest, @Param("name") name: string): Promise<object> {
    return await this.#version(request, await this.participants.latestVersion(name));
  }

  @Get("pacticipants/:name/latest-version/:tag")
  @RequiresPermission("pact:read", ENTERPRISE)
  async latestTagged(
    @Req() request: ManagementRequest,
    @Param("name") name: string,
    @Param("tag") tag: string,
  ): Promise<object> {
    return await this.#version(request, await this.participants.latestVersion(name, { tag }));
  }

  @Get("pacticipants/:name/versions/:number")
  @RequiresPermission("pact:read", ENTERPRISE)
  async getVersion(
    @Req() request: ManagementRequest,
    @Param("name") name: string,
    @Param("number") number: string,
  ): Promise<object> {
    return await this.#version(request, await this.participants.getVersion(name, number));
  }

  @Put("pacticipants/:name/versions/:number")
  @RequiresPermission("pact:publish", ENTERPRISE)
  async putVersion(
    @Req() request: ManagementRequest,
    @Param("name") name: string,
    @Param("number") number: string,
    @Body() body: unknown,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<object> {
    return await this.#changeVersion(request, [name, number], body, reply);
  }

  @Patch("pacticipants/:name/versions/:number")
  @RequiresPermission("pact:publish", ENTERPRISE)
  async patchVersion(
    @Req() request: ManagementRequest,
    @Param("name") name: string,
    @Param("number") number: string,
    @Body() body: unknown,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<object> {
    return await this.#changeVersion(request, [name, number], body, reply);
  }

  @Delete("pacticipants/:name/versions/:number")
  @HttpCode(204)
  @RequiresPermission("pact:publish", ENTERPRISE)
  async deleteVersion(
    @Req() request: ManagementRequest,
    @Param("name") name: string,
    @Param("number") number: string,
  ): Promise<void> {
    await this.participants.deleteVersion(name, number, changeActor(request));
  }

  @Get("pacticipants/:name/versions/:number/tags/:tag")
  @RequiresPermission("pact:read", ENTERPRISE)
  async getTag(
    @Req() request: ManagementRequest,
    @Param("name") name: string,
    @Param("number") number: string,
    @Param("tag") tag: string,
  ): Promise<object> {
    const version = await this.participants.getVersion(name, number);
    if (!version.tags.includes(tag)) throw notFound(`No tag '${tag}' of version ${number}`);
    return resources.tagResource(tag, version, this.#links(request));
  }

  /** A verifier that publishes results names the provider version with it, so its permission is enough. */
  @Put("pacticipants/:name/versions/:number/tags/:tag")
  @HttpCode(201)
  @RequiresPermission("pact:verify", ENTERPRISE)
  async putTag(
    @Req() request: ManagementRequest,
    @Param("name") name: string,
    @Param("number") number: string,
    @Param("tag") tag: string,
  ): Promise<object> {
    const [version] = await this.participants.putVersion(name, number, { tags: [tag] }, changeActor(request));
    return resources.tagResource(tag, version, this.#links(request));
  }

  @Delete("pacticipants/:name/versions/:number/tags/:tag")
  @HttpCode(204)
  @RequiresPermission("pact:publish", ENTERPRISE)
  async deleteTag(
    @Req() request: ManagementRequest,
    @Param("name") name: string,
    @Param("number") number: string,
    @Param("tag") tag: string,
  ): Promise<void> {
    await this.participants.deleteTag(name, number, tag, changeActor(request));
  }

  @Get("pacticipants/:name/branches/:branch")
  @RequiresPermission("pact:read", ENTERPRISE)
  async getBranch(
    @Req() request: ManagementRequest,
    @Param("name") name: string,
    @Param("branch") branch: string,
  ): Promise<object> {
    const { createdAt } = await this.participants.getBranch(name, branch);
    const self = this.#links(request).branch(name, branch);
    const latest = { href: `${self}/latest-version`, title: "Latest version" };
    return { name: branch, createdAt, _links: { self: { href: self, name: branch }, "pb:latest-version": latest } };
  }

  @Delete("pacticipants/:name/branches/:branch")
  @HttpCode(204)
  @RequiresPermission("pact:publish", ENTERPRISE)
  async deleteBranch(
    @Req() request: ManagementRequest,
    @Param("name") name: string,
    @Param("branch") branch: string,
  ): Promise<void> {
    await this.participants.deleteBranch(name, branch, changeActor(request));
  }

  @Get("pacticipants/:name/branches/:branch/latest-version")
  @RequiresPermission("pact:read", ENTERPRISE)
  async latestOnBranch(
    @Req() request: ManagementRequest,
    @Param("name") name: string,
    @Param("branch") branch: string,
  ): Promise<object> {
    return await this.#version(request, await this.participants.latestVersion(name, { branch }));
  }

  @Get("pacticipants/:name/branches/:branch/versions/:number")
  @RequiresPermission("pact:read", ENTERPRISE)
  async getBranchVersion(
    @Req() request: ManagementRequest,
    @Param("name") name: string,
    @Param("branch") branch: string,
    @Param("number") number: string,
  ): Promise<object> {
    const version = await this.participants.getVersion(name, number);
    if (!version.branches.includes(branch)) throw notFound(`No version ${number} on branch '${branch}'`);
    return resources.branchVersionResource(branch, version, this.#links(request));
  }

  /** See putTag. */
  @Put("pacticipants/:name/branches/:branch/versions/:number")
  @HttpCode(201)
  @RequiresPermission("pact:verify", ENTERPRISE)
  async putBranchVersion(
    @Req() request: ManagementRequest,
    @Param("name") name: string,
    @Param("branch") branch: string,
    @Param("number") number: string,
  ): Promise<object> {
    const [version] = await this.participants.putVersion(name, number, { branch }, changeActor(request));
    return resources.branchVersionResource(branch, version, this.#links(request));
  }

  #links(request: ManagementRequest): BrokerLinks {
    return linksOf(request, this.configuration.publicUrl);
  }

  /** What the body does not name stays as it is, with PUT as with PATCH: clients send only what they were told. */
  async #put(request: ManagementRequest, name: string, reader: BrokerBody): Promise<object> {
    const change: ParticipantChange = {
      displayName: reader.settableText("displayName"),
      mainBranch: reader.settableText("mainBranch"),
      repositoryUrl: reader.settableText("repositoryUrl"),
    };
    reader.finish();
    const [participant] = await this.participants.put(name, change, changeActor(request));
    return resources.participantResource(participant, this.#links(request));
  }

  async #changeVersion(
    request: ManagementRequest,
    [name, number]: readonly [string, string],
    body: unknown,
    reply: FastifyReply,
  ): Promise<object> {
    const reader = new BrokerBody(body);
    const buildUrl = reader.settableText("buildUrl");
    reader.finish();
    const [version, isNew] = await this.participants.putVersion(name, number, { buildUrl }, changeActor(request));
    if (isNew) reply.code(201);
    return await this.#version(request, version);
  }

  async #version(request: ManagementRequest, version: ParticipantVersion): Promise<object> {
    const [environments, pacts] = await Promise.all([this.environments.list(), this.pacts.ofVersion(version.id)]);
    return resources.versionResource(version, { environments, pacts }, this.#links(request));
  }
}
