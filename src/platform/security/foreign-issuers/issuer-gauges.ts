import type { ReadGauge } from "../../telemetry/metrics.js";
import type { ForeignIssuer } from "./foreign-issuer.js";
import type { IssuerKeysState } from "./issuer-keys.js";

/** What an operator watches of foreign issuers; an alarm belongs on stale keys and on refused ones. */
export function issuerGauges(issuers: readonly ForeignIssuer[]): ReadGauge[] {
  const gauge = (name: string, help: string, read: (state: IssuerKeysState) => number | undefined): ReadGauge => ({
    name,
    help,
    label: "issuer",
    read: () => Promise.resolve(valuesOf(issuers, read)),
  });
  return [
    gauge("interlock_jwks_age_seconds", "Age of the keys of an issuer.", ({ ageSeconds }) => ageSeconds),
    gauge("interlock_jwks_stale", "1 when the keys of an issuer are older than it allows.", ({ isStale }) =>
      Number(isStale),
    ),
    gauge("interlock_jwks_keys", "Usable keys of an issuer.", ({ keyCount }) => keyCount),
    gauge("interlock_jwks_refused_keys", "Bad keys an issuer publishes.", ({ refusedKeyCount }) => refusedKeyCount),
    gauge("interlock_jwks_failures", "Failed requests for keys since the start.", ({ failureCount }) => failureCount),
  ];
}

function valuesOf(
  issuers: readonly ForeignIssuer[],
  read: (state: IssuerKeysState) => number | undefined,
): Readonly<Record<string, number>> {
  const values = issuers.map((issuer) => [issuer.name, read(issuer.keyState)] as const);
  return Object.fromEntries(values.filter((entry): entry is readonly [string, number] => entry[1] !== undefined));
}
