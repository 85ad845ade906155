import { Body, Get, HttpCode, Inject, Param, Patch, Post, Req } from "@nestjs/common";
import type { Configuration } from "../../config/configuration.js";
import { CONFIGURATION } from "../../platform/platform-tokens.js";
import { type ManagementRequest, RequiresPermission } from "../../platform/security/public.js";
import type { Presence, PresenceKind } from "../environments/environment.js";
import { EnvironmentRegistry } from "../environments/environment-registry.js";
import { PresenceRegistry } from "../environments/presence-registry.js";
import { ParticipantRegistry } from "../participants/participant-registry.js";
import { BrokerBody } from "./body-reader.js";
import { BrokerController } from "./broker-controller.js";
import { linksOf } from "./broker-links.js";
import { presenceResource } from "./environment-resources.js";
import { parseRackQuery } from "./rack-query.js";
import { changeActor } from "./request-context.js";

const ENTERPRISE = { plant: "enterprise" } as const;

/** Which version runs where. */
@BrokerController()
export class PresencesController {
  constructor(
    @Inject(CONFIGURATION) private readonly configuration: Configuration,
    @Inject(ParticipantRegistry) private readonly participants: ParticipantRegistry,
    @Inject(EnvironmentRegistry) private readonly environments: EnvironmentRegistry,
    @Inject(PresenceRegistry) private readonly presences: PresenceRegistry,
  ) {}

  @Post("pacticipants/:name/versions/:number/deployed-versions/environment/:id")
  @HttpCode(201)
  @RequiresPermission("pact:deploy", ENTERPRISE)
  async deploy(
    @Req() request: ManagementRequest,
    @Param("name") name: string,
    @Param("number") number: string,
    @Param("id") id: string,
    @Body() body: unknown,
  ): Promise<object> {
    const reader = new BrokerBody(body);
    const instance = reader.optionalText("applicationInstance") ?? reader.optionalText("target") ?? "";
    reader.finish();
    return await this.#record(request, "DEPLOYED", [name, number, id], instance);
  }

  @Get("pacticipants/:name/versions/:number/deployed-versions/environment/:id")
  @RequiresPermission("pact:read", ENTERPRISE)
  async deploymentsOfVersion(
    @Req() request: ManagementRequest,
    @Param("name") name: string,
    @Param("number") number: string,
    @Param("id") id: string,
  ): Promise<object> {
    return await this.#ofVersion(request, "DEPLOYED", [name, number, id]);
  }

  @Post("pacticipants/:name/versions/:number/released-versions/environment/:id")
  @HttpCode(201)
  @RequiresPermission("pact:deploy", ENTERPRISE)
  async release(
    @Req() request: ManagementRequest,
    @Param("name") name: string,
    @Param("number") number: string,
    @Param("id") id: string,
  ): Promise<object> {
    return await this.#record(request, "RELEASED", [name, number, id], "");
  }

  @Get("pacticipants/:name/versions/:number/released-versions/environment/:id")
  @RequiresPermission("pact:read", ENTERPRISE)
  async releasesOfVersion(
    @Req() request: ManagementRequest,
    @Param("name") name: string,
    @Param("number") number: string,
    @Param("id") id: string,
  ): Promise<object> {
    return await this.#ofVersion(request, "RELEASED", [name, number, id]);
  }

  @Get("environments/:id/deployed-versions/currently-deployed")
  @RequiresPermission("pact:read", ENTERPRISE)
  async currentlyDeployed(@Req() request: ManagementRequest, @Param("id") id: string): Promise<object> {
    return await this.#live(request, "DEPLOYED", id);
  }

  @Get("environments/:id/released-versions/currently-supported")
  @RequiresPermission("pact:read", ENTERPRISE)
  async currentlySupported(@Req() request: ManagementRequest, @Param("id") id: string): Promise<object> {
    return await this.#live(request, "RELEASED", id);
  }

  @Get("deployed-versions/:id")
  @RequiresPermission("pact:read", ENTERPRISE)
  async getDeployed(@Req() request: ManagementRequest, @Param("id") id: string): Promise<object> {
    return this.#one(request, await this.presences.get(id, "DEPLOYED"));
  }

  @Patch("deployed-versions/:id")
  @RequiresPermission("pact:deploy", ENTERPRISE)
  async endDeployment(
    @Req() request: ManagementRequest,
    @Param("id") id: string,
    @Body() body: unknown,
  ): Promise<object> {
    return await this.#end(request, "DEPLOYED", id, body, "currentlyDeployed");
  }

  @Get("released-versions/:id")
  @RequiresPermission("pact:read", ENTERPRISE)
  async getReleased(@Req() request: ManagementRequest, @Param("id") id: string): Promise<object> {
    return this.#one(request, await this.presences.get(id, "RELEASED"));
  }

  @Patch("released-versions/:id")
  @RequiresPermission("pact:deploy", ENTERPRISE)
  async endSupport(@Req() request: ManagementRequest, @Param("id") id: string, @Body() body: unknown): Promise<object> {
    return await this.#end(request, "RELEASED", id, body, "currentlySupported");
  }

  #one(request: ManagementRequest, presence: Presence): object {
    return presenceResource(presence, linksOf(request, this.configuration.publicUrl));
  }

  #many(request: ManagementRequest, kind: PresenceKind, presences: readonly Presence[]): object {
    const links = linksOf(request, this.configuration.publicUrl);
    const name = kind === "DEPLOYED" ? "deployedVersions" : "releasedVersions";
    const found = presences.map((presence) => presenceResource(presence, links));
    const path = (request.raw.url ?? "").split("?", 1)[0] ?? "";
    return { _embedded: { [name]: found }, _links: { self: { href: `${new URL(links.base).origin}${path}` } } };
  }

  async #record(
    request: ManagementRequest,
    kind: PresenceKind,
    [name, number, id]: readonly [string, string, string],
    instance: string,
  ): Promise<object> {
    const version = await this.participants.getVersion(name, number);
    const environment = await this.environments.get(id);
    return this.#one(request, await this.presences.record(kind, version, environment, instance, changeActor(request)));
  }

  async #ofVersion(
    request: ManagementRequest,
    kind: PresenceKind,
    [name, number, id]: readonly [string, string, string],
  ): Promise<object> {
    const version = await this.participants.getVersion(name, number);
    const environment = await this.environments.get(id);
    return this.#many(request, kind, await this.presences.listOfVersion(version.id, environment.id, kind));
  }

  async #live(request: ManagementRequest, kind: PresenceKind, id: string): Promise<object> {
    const { values } = parseRackQuery(request.raw.url ?? "");
    const environment = await this.environments.get(id);
    const { pacticipant: participant, version: number, applicationInstance, target } = values;
    const filter = { participant, number, instance: applicationInstance ?? target };
    return this.#many(request, kind, await this.presences.listLive(environment.id, kind, filter));
  }

  /** Only the end can be recorded; a version comes back by being recorded anew. */
  async #end(
    request: ManagementRequest,
    kind: PresenceKind,
    id: string,
    body: unknown,
    member: string,
  ): Promise<object> {
    const reader = new BrokerBody(body);
    if (reader.value(member) !== false)
      reader.fault(member, "must be false; a return is recorded as a new deployment or release");
    reader.finish();
    return this.#one(request, await this.presences.end(id, kind, changeActor(request)));
  }
}
