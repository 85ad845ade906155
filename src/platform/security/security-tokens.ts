/** Injection token of the Authenticator. */
export const AUTHENTICATOR = "Authenticator";
/** Injection token of the Authorizer. */
export const AUTHORIZER = "Authorizer";
/** Injection token of the compiled Policy. */
export const POLICY = "Policy";
