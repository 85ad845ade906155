import { HttpException } from "@nestjs/common";
import type { FastifyRequest, RouteOptions } from "fastify";
import { InterlockError } from "../../kernel/problem.js";
import { httpProblems } from "./problems.js";

const UNKNOWN =
  "Nothing is served at this address; compare it with the contract. Addresses are case-sensitive and carry the major " +
  "version, such as /production-order/v1/orders.";

interface RegisteredRoute {
  readonly methods: readonly string[];
  readonly url: string;
  readonly pattern: RegExp;
}

/** Every route of the server, to tell a wrong method from a wrong address. Only asked when no route matched. */
export class RouteRegistry {
  readonly #routes: RegisteredRoute[] = [];
  #guard: (request: FastifyRequest) => Promise<void> = () => Promise.resolve();

  add(route: Pick<RouteOptions, "method" | "url">): void {
    this.#routes.push({ methods: [route.method].flat(), url: route.url, pattern: toPattern(route.url) });
  }

  /** Methods that the address of a URL (path and query) knows, sorted; empty when no route has it. */
  methodsOf(url: string): readonly string[] {
    const path = url.split("?", 1)[0] ?? url;
    const methods = this.#routes.filter((route) => route.pattern.test(path)).flatMap((route) => route.methods);
    return [...new Set(methods)].toSorted();
  }

  /** Runs before an address that exists is refused for its method, so that strangers learn nothing about it. */
  guardKnownAddresses(guard: (request: FastifyRequest) => Promise<void>): void {
    this.#guard = guard;
  }

  /** @throws InterlockError METHOD_NOT_ALLOWED or ROUTE_UNKNOWN, or what the guard throws. */
  async refuseUnmatched(request: FastifyRequest): Promise<never> {
    const methods = this.methodsOf(request.raw.url ?? "");
    if (methods.length > 0) await this.#guard(request);
    throw toRefusal(methods);
  }

  /** What Nest's "Cannot GET …" means; other errors pass unchanged. */
  explain(request: FastifyRequest, error: unknown): unknown {
    if (!request.is404 || !(error instanceof HttpException) || error.getStatus() !== 404) return error;
    return toRefusal(this.methodsOf(request.raw.url ?? ""));
  }
}

/** METHOD_NOT_ALLOWED with the methods an address knows, or ROUTE_UNKNOWN when it knows none. */
export function toRefusal(methods: readonly string[]): InterlockError {
  if (methods.length === 0) return new InterlockError(httpProblems.ROUTE_UNKNOWN, { detail: UNKNOWN });
  const allowed = methods.includes("GET") ? new Set([...methods, "HEAD"]) : methods;
  const headers = { allow: [...allowed].toSorted().join(", ") };
  return new InterlockError(httpProblems.METHOD_NOT_ALLOWED, { detail: `Use ${methods.join(" or ")}.`, headers });
}

/** Reads find-my-way's syntax: `:name`, `:name(expression)` before `::` (a colon), `*` at the end. */
function toPattern(url: string): RegExp {
  const source = url.replace(/::|:[A-Za-z0-9_]+(\(\[\^:\]\+\))?|\*$|[.*+?^${}()|[\]\\]/g, (token, expression) => {
    if (token === "::") return ":";
    if (token === "*") return ".*";
    if (token.startsWith(":")) return expression === undefined ? "[^/]+" : "[^/:]+";
    return `\\${token}`;
  });
  return new RegExp(`^${source}$`);
}
