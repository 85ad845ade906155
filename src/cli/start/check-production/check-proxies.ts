import { isIP } from "node:net";
import type { ProductionCheck } from "./unsafe-setting.js";

/** Blocks wider than these are no proxies of one's own: 10.0.0.0/8 is the largest private network, fc00::/7 IPv6's. */
const PREFIX_MINIMUM = { 4: 8, 6: 7 } as const;

/** Whoever is trusted as a proxy can claim any address for anybody. */
export const checkProxies: ProductionCheck = ({ http }) =>
  http.trustedProxies.filter(isWideOpen).map((block) => ({
    name: "PROXY_TRUST_WIDE_OPEN",
    message: `INTERLOCK_TRUSTED_PROXIES trusts ${block}, which is nearly everybody.`,
    remedy: "Name the addresses of the proxies, or the network they alone are in.",
  }));

function isWideOpen(block: string): boolean {
  const [address = "", prefix] = block.split("/");
  if (prefix === undefined) return false;
  return Number(prefix) < PREFIX_MINIMUM[isIP(address) === 6 ? 6 : 4];
}
