import { isLoopback } from "../../config/network-address.js";
import type { PlantProfile } from "../plant-profile.js";

/** A system of a plant that would be talked to in clear text over a network. */
export interface InsecureSystemUrl {
  /** Place of the address in the profile, such as `/systems/erp/url`. */
  readonly pointer: string;
  /** Scheme, host and port; the rest of the address may hold a password. */
  readonly origin: string;
}

/** Addresses of ERP and MES without TLS on other machines (OWASP ASVS 5.0.0, 12.3.1). */
export function insecureSystemUrls({ systems }: Pick<PlantProfile, "systems">): InsecureSystemUrl[] {
  return (["erp", "mes"] as const).flatMap((system) => {
    const url = new URL(systems[system].url);
    if (isSecure(url) || isLoopback(url.hostname)) return [];
    return [{ pointer: `/systems/${system}/url`, origin: `${url.protocol}//${url.host}` }];
  });
}

/** A folder leaves no machine; Postgres says by its own parameter whether it checks who answers. */
function isSecure({ protocol, searchParams }: URL): boolean {
  if (protocol === "postgres:") return searchParams.get("sslmode") === "verify-full";
  return ["https:", "mqtts:", "file:"].includes(protocol);
}
