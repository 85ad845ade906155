import { Body, Controller, Get, HttpCode, Param, Post, Req } from "@nestjs/common";
import { ApiBody, ApiOperation, ApiParam, ApiResponse, ApiTags } from "@nestjs/swagger";
import { InterlockError } from "../../../kernel/problem.js";
import { UnitOfWork } from "../../persistence/unit-of-work.js";
import type { ManagementRequest } from "../management/management-request.js";
import { RequiresPermission } from "../management/requires-permission.js";
import type { Principal } from "../principal.js";
import { securityProblems } from "../problems.js";
import { changeOf } from "./change-of.js";
import { type ClientCredentials, type ClientRecord, ClientStore } from "./client-store.js";
import { CredentialAuthority } from "./credential-authority.js";
import { requireClient } from "./require-client.js";

const CLIENT_ID = { name: "clientId", description: "Client id, such as mes-p100." };
const MEMBERS = ["clientId", "name", "kind"];

const accountSchema = {
  type: "object",
  additionalProperties: false,
  required: MEMBERS,
  properties: {
    clientId: { type: "string", description: "1 to 64 letters, digits, . _ or -" },
    name: { type: "string" },
    kind: { type: "string", enum: ["HUMAN", "SERVICE", "EDGE"] },
  },
};

/**
 * Management API of the clients themselves. A new client may do nothing: roles are given by the grants API, where the
 * policy decides who may give which.
 */
@ApiTags("identity")
@ApiResponse({ status: "4XX", description: "RFC 9457 problem with the remedy in detail." })
@Controller("platform/v1/clients")
export class ClientAccountsController {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly clients: ClientStore,
    private readonly authority: CredentialAuthority,
  ) {}

  @Get()
  @RequiresPermission("client:read", { plant: "enterprise" })
  @ApiOperation({ operationId: "listClients", summary: "List the clients, without their secrets" })
  async list(): Promise<{ readonly items: readonly ClientRecord[] }> {
    return await this.unitOfWork.run(async (tx) => ({ items: await this.clients.list(tx) }));
  }

  @Post()
  @RequiresPermission("client:create", { plant: "enterprise" })
  @ApiOperation({
    operationId: "createClient",
    summary: "Create a client; the answer shows its secret for the only time",
  })
  @ApiBody({ schema: accountSchema })
  async create(@Req() request: ManagementRequest, @Body() document: unknown): Promise<ClientCredentials> {
    const definition = { ...readAccount(document), grants: [] };
    return await this.unitOfWork.run((tx) => this.clients.create(tx, definition, changeOf(request)));
  }

  @Post(":clientId\\:renew-secret")
  @RequiresPermission("client:update", { plant: "enterprise" })
  @ApiOperation({
    operationId: "renewClientSecret",
    summary: "Give a client a new secret at once; a disabled one is enabled again",
  })
  @ApiParam(CLIENT_ID)
  async renewSecret(
    @Req() request: ManagementRequest,
    @Param("clientId") clientId: string,
  ): Promise<ClientCredentials> {
    return await this.unitOfWork.run(async (tx) => {
      const { name, kind, grants } = await this.authority.require(tx, request.interlock.principal, clientId);
      return await this.clients.replace(tx, { clientId, name, kind, grants }, changeOf(request));
    });
  }

  @Post(":clientId\\:disable")
  @HttpCode(204)
  @RequiresPermission("client:disable", { plant: "enterprise" })
  @ApiOperation({ operationId: "disableClient", summary: "Stop a client with all its credentials within two seconds" })
  @ApiParam(CLIENT_ID)
  async disable(@Req() request: ManagementRequest, @Param("clientId") clientId: string): Promise<void> {
    await this.unitOfWork.run(async (tx) => {
      await requireClient(tx, clientId);
      await this.clients.disable(tx, clientId, changeOf(request));
    });
  }
}

/** Members that are missing reach the store as empty text, which says what they must be. */
function readAccount(document: unknown): {
  readonly clientId: string;
  readonly name: string;
  readonly kind: Principal["kind"];
} {
  const members = (typeof document === "object" && document !== null ? document : {}) as Readonly<
    Record<string, unknown>
  >;
  const unknown = Object.keys(members).find((member) => !MEMBERS.includes(member));
  if (unknown !== undefined) {
    throw new InterlockError(securityProblems.CLIENT_INVALID, {
      detail: `${unknown.slice(0, 40)} is not known; send ${MEMBERS.join(", ")}, and give roles by the grants API.`,
    });
  }
  const text = (member: string): string => (typeof members[member] === "string" ? members[member] : "");
  return { clientId: text("clientId"), name: text("name"), kind: text("kind") as Principal["kind"] };
}
