import { Body, Delete, Get, HttpCode, Inject, Param, Post, Put, Req } from "@nestjs/common";
import type { Configuration } from "../../config/configuration.js";
import { CONFIGURATION } from "../../platform/platform-tokens.js";
import { type ManagementRequest, RequiresPermission } from "../../platform/security/public.js";
import type { EnvironmentDefinition } from "../environments/environment.js";
import { EnvironmentRegistry } from "../environments/environment-registry.js";
import { isObject } from "../content/canonical-json.js";
import { BrokerBody } from "./body-reader.js";
import { BrokerController } from "./broker-controller.js";
import { type BrokerLinks, linksOf } from "./broker-links.js";
import { environmentResource } from "./environment-resources.js";
import { changeActor } from "./request-context.js";

const ENTERPRISE = { plant: "enterprise" } as const;

/** Environments that versions are deployed to. */
@BrokerController()
export class EnvironmentsController {
  constructor(
    @Inject(CONFIGURATION) private readonly configuration: Configuration,
    @Inject(EnvironmentRegistry) private readonly environments: EnvironmentRegistry,
  ) {}

  @Get("environments")
  @RequiresPermission("pact:read", ENTERPRISE)
  async list(@Req() request: ManagementRequest): Promise<object> {
    const links = this.#links(request);
    const found = await this.environments.list();
    const environments = found.map((environment) => environmentResource(environment, links));
    const named = found.map(({ id, name }) => ({ href: links.environment(id), title: name, name }));
    return {
      _embedded: { environments },
      _links: { self: { href: links.to("environments") }, "pb:environments": named },
    };
  }

  @Post("environments")
  @HttpCode(201)
  @RequiresPermission("pact:deploy", ENTERPRISE)
  async create(@Req() request: ManagementRequest, @Body() body: unknown): Promise<object> {
    const environment = await this.environments.create(readDefinition(body), changeActor(request));
    return environmentResource(environment, this.#links(request));
  }

  @Get("environments/:id")
  @RequiresPermission("pact:read", ENTERPRISE)
  async get(@Req() request: ManagementRequest, @Param("id") id: string): Promise<object> {
    return environmentResource(await this.environments.get(id), this.#links(request));
  }

  @Put("environments/:id")
  @RequiresPermission("pact:deploy", ENTERPRISE)
  async replace(@Req() request: ManagementRequest, @Param("id") id: string, @Body() body: unknown): Promise<object> {
    const environment = await this.environments.replace(id, readDefinition(body), changeActor(request));
    return environmentResource(environment, this.#links(request));
  }

  @Delete("environments/:id")
  @HttpCode(204)
  @RequiresPermission("pact:deploy", ENTERPRISE)
  async delete(@Req() request: ManagementRequest, @Param("id") id: string): Promise<void> {
    await this.environments.delete(id, changeActor(request));
  }

  #links(request: ManagementRequest): BrokerLinks {
    return linksOf(request, this.configuration.publicUrl);
  }
}

function readDefinition(body: unknown): EnvironmentDefinition {
  const reader = new BrokerBody(body);
  const name = reader.text("name");
  if (/\s/.test(name)) reader.fault("name", "cannot contain spaces");
  const displayName = reader.optionalText("displayName") ?? null;
  const isProduction = reader.flag("production");
  const contacts = reader.value("contacts") ?? [];
  if (!Array.isArray(contacts) || !contacts.every(isObject)) reader.fault("contacts", "must be a list of objects");
  reader.finish();
  return { name, displayName, isProduction, contacts: contacts as readonly unknown[] };
}
