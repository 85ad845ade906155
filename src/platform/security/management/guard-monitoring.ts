import type { FastifyInstance } from "fastify";
import type { ManagementAccess } from "./management-access.js";
import type { PermissionRequirement } from "./permission-metadata.js";

const REQUIREMENT: PermissionRequirement = { permission: "system:read", plant: "enterprise" };

/**
 * Asks for system:read where metrics and descriptions are not meant for everybody who reaches the port (OWASP ASVS
 * 5.0.0, 13.4.5). By the route that was found and not by the address, which has many spellings. Call it before
 * `app.init()`.
 * @param urls addresses of the routes as they are registered
 */
export function guardMonitoring(server: FastifyInstance, access: ManagementAccess, urls: readonly string[]): void {
  const guarded = new Set(urls);
  server.addHook("preParsing", async (request) => {
    if (guarded.has(request.routeOptions.url ?? "")) await access.admit(request, REQUIREMENT);
  });
}
