/** Longest life any token of the embedded issuer can have been given (INTERLOCK_TOKEN_TTL_SECONDS). */
export const TOKEN_AGE_SECONDS_MAX = 3600;
/** Difference between two machines' clocks that is forgiven. */
export const CLOCK_TOLERANCE_SECONDS = 30;
/** How long others may keep the published key set (Cache-Control). */
export const JWKS_MAX_AGE_SECONDS = 300;
