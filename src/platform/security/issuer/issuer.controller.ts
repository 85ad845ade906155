import { Controller, Get, Header, HttpCode, Post, Req, Res } from "@nestjs/common";
import { ApiBody, ApiConsumes, ApiOkResponse, ApiOperation, ApiResponse, ApiTags } from "@nestjs/swagger";
import type { FastifyReply, FastifyRequest } from "fastify";
import type { JWK } from "jose";
import { Public } from "../management/requires-permission.js";
import { EmbeddedIssuer } from "./embedded-issuer.js";
import { issuerMetadata, JWKS_PATH, TOKEN_PATH } from "./issuer-metadata.js";
import { type TokenAnswer, TokenEndpoint } from "./token-endpoint.js";
import { JWKS_MAX_AGE_SECONDS } from "./token-lifetimes.js";

const METADATA_REASON = "Clients find the token endpoint and the keys here before they have a token (RFC 8414).";
const CACHE_CONTROL = `public, max-age=${JWKS_MAX_AGE_SECONDS}`;

const tokenRequestSchema = {
  type: "object",
  required: ["grant_type"],
  properties: {
    grant_type: { type: "string", enum: ["client_credentials"] },
    client_id: { type: "string" },
    client_secret: { type: "string", format: "password" },
    client_assertion_type: { type: "string", description: "With client_assertion (RFC 7523 §2.2)." },
    client_assertion: { type: "string", description: "JWT signed with a key that is registered for the client." },
  },
};

const tokenSchema = {
  type: "object",
  required: ["access_token", "token_type", "expires_in"],
  properties: {
    access_token: { type: "string", description: "RFC 9068 access token." },
    token_type: { type: "string", enum: ["Bearer"] },
    expires_in: { type: "integer", description: "Seconds." },
  },
};

const errorSchema = {
  type: "object",
  required: ["error"],
  properties: { error: { type: "string" }, error_description: { type: "string" } },
};

/** HTTP side of the embedded issuer. */
@ApiTags("identity")
@Controller()
export class IssuerController {
  constructor(
    private readonly issuer: EmbeddedIssuer,
    private readonly tokenEndpoint: TokenEndpoint,
  ) {}

  @Get(".well-known/oauth-authorization-server")
  @Public(METADATA_REASON)
  @Header("Cache-Control", CACHE_CONTROL)
  @ApiOperation({
    operationId: "getAuthorizationServerMetadata",
    summary: "Metadata of the embedded issuer (RFC 8414)",
  })
  authorizationServer(): object {
    return issuerMetadata(this.issuer.issuer);
  }

  @Get(".well-known/openid-configuration")
  @Public(METADATA_REASON)
  @Header("Cache-Control", CACHE_CONTROL)
  @ApiOperation({
    operationId: "getOpenIdConfiguration",
    summary: "The same metadata under the OpenID Connect address",
  })
  openIdConfiguration(): object {
    return issuerMetadata(this.issuer.issuer);
  }

  @Get(JWKS_PATH)
  @Public("The public halves of the signing keys; whoever verifies a token needs them.")
  @Header("Cache-Control", CACHE_CONTROL)
  @ApiOperation({ operationId: "getJsonWebKeySet", summary: "Public signing keys (RFC 7517)" })
  jwks(): { readonly keys: readonly JWK[] } {
    return { keys: this.issuer.keys.publicKeys };
  }

  @Post(TOKEN_PATH)
  @HttpCode(200)
  @Public("Clients authenticate here with their own secret, not with a token.")
  @ApiOperation({ operationId: "issueToken", summary: "Issue an access token (RFC 6749 §4.4)" })
  @ApiConsumes("application/x-www-form-urlencoded")
  @ApiBody({ schema: tokenRequestSchema })
  @ApiOkResponse({ schema: tokenSchema })
  @ApiResponse({ status: "4XX", description: "RFC 6749 §5.2", schema: errorSchema })
  async token(
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<TokenAnswer["body"]> {
    const answer = await this.tokenEndpoint.answer({
      contentType: request.headers["content-type"],
      authorization: request.headers.authorization,
      body: request.body,
      remoteAddress: request.ip,
      socket: request.socket,
    });
    reply.status(answer.status).headers(answer.headers);
    return answer.body;
  }
}
