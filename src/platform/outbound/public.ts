export { AllowedHosts } from "./allowed-hosts.js";
export { isSigningSecret, makeSigningSecret, signatureHeaders } from "./signature.js";
export { type GuardedAnswer, GuardedHttp, type GuardedRequest, GuardedRequestError } from "./guarded-http.js";
