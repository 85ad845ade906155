export { JsonText } from "./operation.js";
export type { ApiBinding, HandlersOf, OperationReply, OperationRequest, RequestContext } from "./operation.js";
