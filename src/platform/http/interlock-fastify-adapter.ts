import { FastifyAdapter } from "@nestjs/platform-fastify";
import type { FastifyInstance } from "fastify";

/**
 * Nest reads route paths as path-to-regexp does (`/holds/:id\:release`), Fastify's router writes a colon as `::` and takes
 * `:id:release` for one parameter. Nest's conflict check needs the first form, the router the second, so the path is
 * translated between the two.
 */
export class InterlockFastifyAdapter extends FastifyAdapter {
  override get(...args: unknown[]): FastifyInstance {
    return super.get(...translate(args));
  }

  override post(...args: unknown[]): FastifyInstance {
    return super.post(...translate(args));
  }

  override put(...args: unknown[]): FastifyInstance {
    return super.put(...translate(args));
  }

  override patch(...args: unknown[]): FastifyInstance {
    return super.patch(...translate(args));
  }

  override delete(...args: unknown[]): FastifyInstance {
    return super.delete(...translate(args));
  }
}

function translate(args: unknown[]): unknown[] {
  const [path, ...rest] = args;
  return typeof path === "string" ? [toRouterPath(path), ...rest] : args;
}

/** `/holds/:id\:release` → `/holds/:id([^:]+)::release`: a parameter before a colon ends at it; its encoded slashes stay inside. */
export function toRouterPath(path: string): string {
  return path.replace(/(:[A-Za-z0-9_]+)?\\:/g, (_match, parameter: string | undefined) =>
    parameter === undefined ? "::" : `${parameter}([^:]+)::`,
  );
}
