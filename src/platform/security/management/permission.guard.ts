import { type CanActivate, type ExecutionContext, Injectable } from "@nestjs/common";
import { ManagementAccess } from "./management-access.js";
import type { ManagementRequest } from "./management-request.js";
import { type PermissionRequirement, REQUIRED_PERMISSION } from "./permission-metadata.js";

/**
 * Nest's side of @RequiresPermission. Nest makes guards itself, once per module that uses them, so this one is
 * injected by type and leaves every decision to ManagementAccess.
 */
@Injectable()
export class PermissionGuard implements CanActivate {
  constructor(private readonly access: ManagementAccess) {}

  async canActivate(context: ExecutionContext): Promise<boolean> {
    const metadata: unknown = Reflect.getMetadata(REQUIRED_PERMISSION, context.getHandler());
    const requirement = metadata as PermissionRequirement | undefined;
    if (requirement === undefined) return false;
    const request = context.switchToHttp().getRequest<ManagementRequest>();
    request.interlock = await this.access.admit(request, requirement);
    return true;
  }
}
