import { Controller, Get, Req } from "@nestjs/common";
import type { ManagementRequest, Principal } from "../../../src/platform/security/public.js";
import { RequiresPermission } from "../../../src/platform/security/public.js";

/** A guarded route that tells who got in. */
@Controller("whoami")
export class WhoamiController {
  @Get()
  @RequiresPermission("plant:read", { plant: "filter" })
  whoami(@Req() request: ManagementRequest): Principal {
    return request.interlock.principal;
  }
}
