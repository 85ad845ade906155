import type { ProductionCheck, UnsafeSetting } from "./unsafe-setting.js";
import { isLoopback } from "../../../config/network-address.js";

/** Tokens and orders must not cross a network in clear text. */
export const checkListener: ProductionCheck = ({ host, publicUrl, tls, http }) => {
  const found: UnsafeSetting[] = [];
  if (!isLoopback(host) && tls === undefined && http.trustedProxies.length === 0) {
    found.push({
      name: "PLAIN_HTTP_EXPOSED",
      message: `The gateway would speak plain HTTP on ${host}.`,
      remedy:
        "Set INTERLOCK_TLS_CERT and INTERLOCK_TLS_KEY; or put a proxy that terminates TLS in front and name its address " +
        "in INTERLOCK_TRUSTED_PROXIES; or set INTERLOCK_HOST to a loopback address.",
    });
  }
  const url = publicUrl === undefined ? null : URL.parse(publicUrl);
  if (url !== null && url.protocol !== "https:" && !isLoopback(url.hostname)) {
    found.push({
      name: "PUBLIC_URL_WITHOUT_TLS",
      message: "Clients would be sent to INTERLOCK_PUBLIC_URL without TLS.",
      remedy: "Set it to the https address of the gateway.",
    });
  }
  return found;
};
