import type { ProductionCheck, UnsafeSetting } from "./unsafe-setting.js";
import { isLoopback } from "../../../config/network-address.js";

/** What node-postgres takes as TLS with a checked certificate. */
const SAFE_MODES = ["require", "verify-ca", "verify-full"];
const PASSWORD_LENGTH_MINIMUM = 12;

/** The database holds everything, so neither the way to it nor its password may be guessable. */
export const checkDatabaseUrl: ProductionCheck = ({ databaseUrl }) => {
  const url = databaseUrl === undefined ? null : URL.parse(databaseUrl);
  if (url === null) return [];
  const host = url.searchParams.get("host") ?? decodeURIComponent(url.hostname);
  return [...(isLoopback(host) || isEncrypted(url) ? [] : [withoutTls(host)]), ...checkPassword(url)];
};

/** With libpq's own meaning, `require` checks no certificate. */
function isEncrypted({ searchParams }: URL): boolean {
  const mode = searchParams.get("sslmode") ?? "";
  const isLibpq = searchParams.get("uselibpqcompat") === "true";
  return isLibpq ? mode === "verify-full" : SAFE_MODES.includes(mode);
}

function withoutTls(host: string): UnsafeSetting {
  return {
    name: "DATABASE_WITHOUT_TLS",
    message: `The database at ${host} would be reached without TLS, or without a check of its certificate.`,
    remedy: "Add sslmode=verify-full to INTERLOCK_DATABASE_URL, and sslrootcert for an authority of your own.",
  };
}

/** A password that is not in the address comes from elsewhere (PGPASSWORD, a password file, a certificate). */
function checkPassword({ username, password }: URL): readonly UnsafeSetting[] {
  if (password === "") return [];
  const text = decodeURIComponent(password);
  const isGuessable = text.length < PASSWORD_LENGTH_MINIMUM || text.toLowerCase().includes(username.toLowerCase());
  if (!isGuessable) return [];
  return [
    {
      name: "DATABASE_PASSWORD_WEAK",
      message: `The database password has fewer than ${PASSWORD_LENGTH_MINIMUM} characters or contains the user's name.`,
      remedy: "Give the database user a long random password.",
    },
  ];
}
