export { type RefusalOf, toAcceptReply } from "./accept-reply.js";
export { type ItemWrite, toItemWrite, toWrite, type WriteSubject } from "./accept-request.js";
export type { BulkEntry, BulkItem } from "./bulk-items.js";
export { BulkOnce } from "./bulk-once.js";
export { type BulkResults, type BulkSubmission, toBulkReply } from "./bulk-reply.js";
export { ContractBindingError, checkBindings } from "./check-bindings.js";
export { checkServable } from "./check-servable.js";
export { BundleSource } from "./bundle-source.js";
export { compileVersion } from "./compile-version.js";
export type { CompiledVersion } from "./compile-version.js";
export { isBroughtIntoForce, loadContractSet } from "./contract-set.js";
export type { BuiltInContract, ContractSet } from "./contract-set.js";
export type { ContractVersion } from "./contract-reader.js";
export { describeRoutes } from "./describe-routes.js";
export type { ContractRoute } from "./describe-routes.js";
export { isNamedByIfNoneMatch } from "./entity-tags.js";
export type { VersionCondition } from "./entity-tags.js";
export { GATEWAY_BINDINGS, GatewayModule } from "./gateway.module.js";
export type { ApiRegistration } from "./gateway.module.js";
export { installGatewayHooks } from "./install-gateway-hooks.js";
export type { VersionLifecycle } from "./lifecycle-headers.js";
export { JsonText } from "./operation.js";
export type {
  ApiBinding,
  DeepReadonly,
  HandlersOf,
  OperationReply,
  OperationRequest,
  RequestContext,
} from "./operation.js";
export type { OperationExtension, PlantLocation } from "./operation-extension.js";
export { gatewayProblems } from "./problems.js";
export { ServedApis } from "./served-apis.js";
export type { RouteDependencies } from "./served-apis.js";
export type { RetiredVersion, ServedSet, ServedVersion } from "./served-set.js";
export { runAtOnce, runInSlices } from "./slices.js";
export { convertItems } from "./versions/convert-items.js";
export { type ConvertedItems, type LeftOut, convertPage } from "./versions/convert-page.js";
export { NotRepresentable } from "./versions/not-representable.js";
export type {
  AnswerOf,
  ChangeContext,
  EventChange,
  RequestOf,
  VersionChange,
  VersionChangeOf,
} from "./versions/version-change.js";
