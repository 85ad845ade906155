import { Body, Controller, Get, HttpCode, Param, Post, Put, Req } from "@nestjs/common";
import { ApiBody, ApiOkResponse, ApiOperation, ApiParam, ApiResponse, ApiTags } from "@nestjs/swagger";
import { UnitOfWork } from "../../persistence/unit-of-work.js";
import { type ApiKeyRecord, ApiKeyStore, type NewApiKey } from "../api-keys/api-key.store.js";
import { readKeyDefinition } from "../api-keys/read-key-definition.js";
import { type CertificateRecord, CertificateStore } from "../client-certificates/certificate.store.js";
import type { ManagementRequest } from "../management/management-request.js";
import { RequiresPermission } from "../management/requires-permission.js";
import { changeOf } from "./change-of.js";
import { ClientKeySetStore } from "./client-key-set.store.js";
import { CredentialAuthority } from "./credential-authority.js";
import { requireClient } from "./require-client.js";

const CLIENT_ID = { name: "clientId", description: "Client id, such as mes-p100." };
const KEY_ID = { name: "keyId", description: "The 26 characters after ilk_." };

const keySchema = {
  type: "object",
  additionalProperties: false,
  required: ["name", "expiresInDays"],
  properties: {
    name: { type: "string", description: "Where the key is used." },
    expiresInDays: { type: "integer", minimum: 1, maximum: 366 },
  },
};

const certificateSchema = {
  type: "object",
  description: "Either thumbprint (SHA-256, hexadecimal or base64url) or subject (RFC 4514).",
  properties: { thumbprint: { type: "string" }, subject: { type: "string" } },
};

/** Management API of what clients prove themselves with. Secrets appear in one answer and nowhere else. */
@ApiTags("identity")
@ApiResponse({ status: "4XX", description: "RFC 9457 problem with the remedy in detail." })
@Controller("platform/v1/clients/:clientId")
export class ClientCredentialsController {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly apiKeys: ApiKeyStore,
    private readonly certificates: CertificateStore,
    private readonly keySets: ClientKeySetStore,
    private readonly authority: CredentialAuthority,
  ) {}

  @Get("api-keys")
  @RequiresPermission("key:read", { plant: "enterprise" })
  @ApiOperation({ operationId: "listApiKeys", summary: "List the API keys of a client, without their secrets" })
  @ApiParam(CLIENT_ID)
  async listKeys(@Param("clientId") clientId: string): Promise<{ readonly items: readonly ApiKeyRecord[] }> {
    return await this.unitOfWork.run(async (tx) => {
      await requireClient(tx, clientId);
      return { items: await this.apiKeys.list(tx, clientId) };
    });
  }

  @Post("api-keys")
  @RequiresPermission("key:create", { plant: "enterprise" })
  @ApiOperation({ operationId: "createApiKey", summary: "Make an API key; the answer shows it for the only time" })
  @ApiParam(CLIENT_ID)
  @ApiBody({ schema: keySchema })
  async createKey(
    @Req() request: ManagementRequest,
    @Param("clientId") clientId: string,
    @Body() document: unknown,
  ): Promise<NewApiKey> {
    const definition = readKeyDefinition(document);
    return await this.unitOfWork.run(async (tx) => {
      await this.authority.require(tx, request.interlock.principal, clientId);
      return await this.apiKeys.create(tx, clientId, definition, changeOf(request));
    });
  }

  @Post("api-keys/:keyId\\:revoke")
  @HttpCode(204)
  @RequiresPermission("key:revoke", { plant: "enterprise" })
  @ApiOperation({ operationId: "revokeApiKey", summary: "End an API key in every process within two seconds" })
  @ApiParam(CLIENT_ID)
  @ApiParam(KEY_ID)
  async revokeKey(
    @Req() request: ManagementRequest,
    @Param("clientId") clientId: string,
    @Param("keyId") keyId: string,
  ): Promise<void> {
    await this.unitOfWork.run((tx) => this.apiKeys.revoke(tx, clientId, keyId, changeOf(request)));
  }

  @Get("certificates")
  @RequiresPermission("key:read", { plant: "enterprise" })
  @ApiOperation({ operationId: "listCertificates", summary: "List the client certificates that speak for a client" })
  @ApiParam(CLIENT_ID)
  async listCertificates(
    @Param("clientId") clientId: string,
  ): Promise<{ readonly items: readonly CertificateRecord[] }> {
    return await this.unitOfWork.run(async (tx) => {
      await requireClient(tx, clientId);
      return { items: await this.certificates.list(tx, clientId) };
    });
  }

  @Post("certificates")
  @RequiresPermission("key:create", { plant: "enterprise" })
  @ApiOperation({ operationId: "registerCertificate", summary: "Let a client certificate speak for a client" })
  @ApiParam(CLIENT_ID)
  @ApiBody({ schema: certificateSchema })
  async registerCertificate(
    @Req() request: ManagementRequest,
    @Param("clientId") clientId: string,
    @Body() document: unknown,
  ): Promise<CertificateRecord> {
    return await this.unitOfWork.run(async (tx) => {
      await this.authority.require(tx, request.interlock.principal, clientId);
      return await this.certificates.register(tx, clientId, document, changeOf(request));
    });
  }

  @Post("certificates/:id\\:remove")
  @HttpCode(204)
  @RequiresPermission("key:revoke", { plant: "enterprise" })
  @ApiOperation({ operationId: "removeCertificate", summary: "Stop a certificate from speaking for a client" })
  @ApiParam(CLIENT_ID)
  @ApiParam({ name: "id", description: "Id of the registration." })
  async removeCertificate(
    @Req() request: ManagementRequest,
    @Param("clientId") clientId: string,
    @Param("id") id: string,
  ): Promise<void> {
    await this.unitOfWork.run((tx) => this.certificates.remove(tx, clientId, id, changeOf(request)));
  }

  @Put("jwks")
  @RequiresPermission("key:create", { plant: "enterprise" })
  @ApiOperation({ operationId: "replaceClientKeys", summary: "Set the public keys a client signs assertions with" })
  @ApiParam(CLIENT_ID)
  @ApiBody({ schema: { type: "object", required: ["keys"], description: "JWK set (RFC 7517) of public keys." } })
  @ApiOkResponse({ description: "Key ids that are accepted from now on." })
  async replaceKeySet(
    @Req() request: ManagementRequest,
    @Param("clientId") clientId: string,
    @Body() jwks: unknown,
  ): Promise<{ readonly keyIds: readonly string[] }> {
    return await this.unitOfWork.run(async (tx) => {
      await this.authority.require(tx, request.interlock.principal, clientId);
      return { keyIds: await this.keySets.replace(tx, clientId, jwks, changeOf(request)) };
    });
  }
}
