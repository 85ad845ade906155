import { applyDecorators, SetMetadata, UseGuards } from "@nestjs/common";
import { ApiBearerAuth, ApiExtension } from "@nestjs/swagger";
import { PermissionGuard } from "./permission.guard.js";
import {
  type PermissionRequirement,
  type PlantSource,
  PUBLIC_REASON,
  REQUIRED_PERMISSION,
} from "./permission-metadata.js";

/**
 * Declares the permission of a management route and enforces it. One decorator does both, so that a route cannot
 * state a permission nobody checks. A route with neither this nor `@Public` stops the boot.
 */
export function RequiresPermission(permission: string, options: { readonly plant: PlantSource }): MethodDecorator {
  const requirement: PermissionRequirement = { permission, plant: options.plant };
  return applyDecorators(
    SetMetadata(REQUIRED_PERMISSION, requirement),
    UseGuards(PermissionGuard),
    ApiBearerAuth(),
    ApiExtension("x-interlock-permission", requirement),
  );
}

/** Opens a management route to callers without a token; the reason is listed with the route. */
export function Public(reason: string): MethodDecorator {
  if (reason.trim() === "") throw new TypeError("@Public needs the reason why the route is open to everyone.");
  return applyDecorators(SetMetadata(PUBLIC_REASON, reason));
}
