import { Controller, Get, Inject, Param, Res } from "@nestjs/common";
import { ApiExcludeController } from "@nestjs/swagger";
import type { FastifyReply } from "fastify";
import { InterlockError } from "../kernel/problem.js";
import { httpProblems } from "../platform/http/public.js";
import { Public } from "../platform/security/public.js";
import { type ContractKind, registryProblems } from "../registry/public.js";
import { DOCS_PATH } from "./addresses.js";
import { PageFiles } from "./page-files.js";
import { PAGE_POLICY } from "./page-policy.js";
import { apiPage } from "./pages/api-page.js";
import { eventsPage } from "./pages/events-page.js";
import { listPage } from "./pages/list-page.js";
import { type DescribedContract, ServedContracts } from "./served-contracts.js";

const CONTRACT_REASON = "shows the contracts in force, which hold no data; closed by INTERLOCK_CONTRACT_DOCS=off";
const FILE_REASON = "scripts and styles of the reference pages, the same for everybody";

/** Reference pages for people. They are no part of the management API, so its document does not describe them. */
@ApiExcludeController()
@Controller("platform/v1/docs")
export class ContractDocsController {
  constructor(
    @Inject(ServedContracts) private readonly contracts: ServedContracts,
    @Inject(PageFiles) private readonly files: PageFiles,
  ) {}

  @Get()
  @Public(CONTRACT_REASON)
  async list(@Res() reply: FastifyReply): Promise<void> {
    await sendPage(reply, listPage(await this.contracts.current()));
  }

  @Get("_files/:file")
  @Public(FILE_REASON)
  async file(@Param("file") name: string, @Res() reply: FastifyReply): Promise<void> {
    const file = await this.files.find(name);
    if (file === undefined) throw new InterlockError(httpProblems.ROUTE_UNKNOWN, { detail: `Start at ${DOCS_PATH}.` });
    await reply.header("content-type", file.mediaType).send(file.content);
  }

  @Get(":api/:version")
  @Public(CONTRACT_REASON)
  async api(@Param("api") api: string, @Param("version") version: string, @Res() reply: FastifyReply): Promise<void> {
    await sendPage(reply, apiPage(await this.#find("openapi", api, version)));
  }

  @Get(":api/:version/events")
  @Public(CONTRACT_REASON)
  async events(
    @Param("api") api: string,
    @Param("version") version: string,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    await sendPage(reply, eventsPage(await this.#find("asyncapi", api, version)));
  }

  @Get(":api/:version/openapi.json")
  @Public(CONTRACT_REASON)
  async openapi(@Param("api") api: string, @Param("version") version: string): Promise<object> {
    return (await this.#find("openapi", api, version)).document();
  }

  @Get(":api/:version/asyncapi.json")
  @Public(CONTRACT_REASON)
  async asyncapi(@Param("api") api: string, @Param("version") version: string): Promise<object> {
    return (await this.#find("asyncapi", api, version)).document();
  }

  /** @throws InterlockError CONTRACT_VERSION_NOT_FOUND */
  async #find(kind: ContractKind, api: string, version: string): Promise<DescribedContract> {
    const contract = await this.contracts.inForce(kind, api, version);
    if (contract !== undefined) return contract;
    const detail = `No contract of this kind is in force under this name and version; ${DOCS_PATH} lists those that are.`;
    throw new InterlockError(registryProblems.CONTRACT_VERSION_NOT_FOUND, { detail });
  }
}

async function sendPage(reply: FastifyReply, page: string): Promise<void> {
  await reply
    .headers({ "content-type": "text/html; charset=utf-8", "content-security-policy": PAGE_POLICY })
    .send(page);
}
