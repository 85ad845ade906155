export type {
  Authenticator,
  Authorizer,
  Grant,
  IdentifiableRequest,
  ObjectAttributes,
  PlantScope,
  Principal,
} from "./principal.js";
export { securityProblems } from "./problems.js";
export { AUTHENTICATOR, AUTHORIZER, POLICY } from "./security-tokens.js";
export { SecurityModule } from "./security.module.js";
export { guardMonitoring } from "./management/guard-monitoring.js";
export { ManagementAccess } from "./management/management-access.js";
export type { ManagementContext, ManagementRequest } from "./management/management-request.js";
export { Public, RequiresPermission } from "./management/requires-permission.js";
export type { PermissionRequirement, PlantSource } from "./management/permission-metadata.js";
export { assertEveryRouteHasPermission, listManagementRoutes } from "./management/management-routes.js";
export type { ManagementRoute, OtherRoutes } from "./management/management-routes.js";
export { SecretAuthenticator } from "./clients/secret-authenticator.js";
export { PassportAuthenticator } from "./tokens/passport-authenticator.js";
export { forbiddenFields, maskFields, type PermittedFields } from "./policy/field-access.js";
export {
  type AttributeColumns,
  EVERY_ROW,
  type RowFilter,
  type SqlPredicate,
  toTypeOrm,
} from "./policy/sql-predicate.js";
export { refuseFields } from "./policy/refuse-fields.js";
export { GrantRegister } from "./grants/grant-register.js";
export { grantProblems } from "./grants/problems.js";
export { PolicyAuthorizer } from "./policy/policy-authorizer.js";
export {
  compilePolicyFiles,
  loadPolicy,
  type PolicyFiles,
  policyFolder,
  readPolicyFiles,
} from "./policy/load-policy.js";
export { type Explanation, explainDecision } from "./policy/explain-decision.js";
export { type NamedCaseFile, type PolicyCaseResult, readPolicyCases, runPolicyCases } from "./policy/policy-cases.js";
export { type MatrixCell, roleMatrix } from "./policy/role-matrix.js";
export { PolicyError } from "./policy/policy.js";
export type { Policy } from "./policy/policy.js";
export { createClientStore } from "./clients/create-client-store.js";
export { ClientDirectory } from "./clients/client-directory.js";
export { ClientStore } from "./clients/client-store.js";
export type { ClientChange } from "./clients/client-change.js";
export type { ClientCredentials, ClientDefinition, ClientRecord } from "./clients/client-store.js";
export { ClientEntity } from "./clients/client.entity.js";
export { EmbeddedIssuer } from "./issuer/embedded-issuer.js";
export { readTlsOptions } from "./client-certificates/read-tls-options.js";
export { IssuerLocation } from "./issuer/issuer-location.js";
