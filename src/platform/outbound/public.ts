export { AllowedHosts } from "./allowed-hosts.js";
export { type GuardedAnswer, GuardedHttp, type GuardedRequest, GuardedRequestError } from "./guarded-http.js";
