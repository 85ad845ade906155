export {
  AccessTokenError,
  type AccessTokenSource,
  type ClientCredentials,
  ClientCredentialsTokens,
} from "./access-tokens.js";
export { GatewayUnreachableError } from "./gateway-unreachable-error.js";
export { ifMatch } from "./if-match.js";
export { type ApiClient, InterlockClient, type InterlockClientOptions } from "./interlock-client.js";
export type { ApiPaths } from "./types/index.gen.js";
export { DEFAULT_RETRY_POLICY, type RetryPolicy } from "./retry-policy.js";
