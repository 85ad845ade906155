import { type LifecycleHeaders, type VersionLifecycle, lifecycleHeaders } from "./lifecycle-headers.js";
import type { OperationRoute } from "./operation-route.js";
import { PathTable } from "./path-table.js";

/** What stands at an address. */
export type RouteLookup =
  | {
      readonly kind: "route";
      readonly route: OperationRoute;
      readonly params: Readonly<Record<string, string>>;
      readonly headers: LifecycleHeaders;
    }
  | { readonly kind: "other-method"; readonly methods: readonly string[] }
  | { readonly kind: "retired"; readonly lifecycle: VersionLifecycle; readonly headers: LifecycleHeaders }
  | { readonly kind: "unknown" };

/** The routes of one version, or what is left of one that was retired. */
export interface VersionRoutes {
  readonly lifecycle: VersionLifecycle;
  /** Undefined when the version is retired. */
  readonly operations: readonly OperationRoute[] | undefined;
}

interface TableEntry {
  readonly lifecycle: VersionLifecycle;
  readonly headers: LifecycleHeaders;
  readonly paths: PathTable<OperationRoute> | undefined;
  /** Milliseconds since the epoch; from then on the version is gone. */
  readonly sunsetAtMs: number;
}

const NO_PARAMS: Readonly<Record<string, string>> = Object.freeze({});
const UNKNOWN: RouteLookup = { kind: "unknown" };

/**
 * Every address of the governed APIs. The whole table is swapped by reference, so a request sees one table from its first
 * byte to its last.
 */
export class RouteTable {
  readonly #entries: ReadonlyMap<string, TableEntry>;
  readonly #direct = new Map<string, Map<string, RouteLookup>>();

  /** @param versions by base path @param nowMs wall time, for versions whose sunset passes while they are served */
  constructor(
    versions: ReadonlyMap<string, VersionRoutes>,
    private readonly nowMs: () => number,
  ) {
    this.#entries = new Map([...versions].map(([basePath, version]) => [basePath, toEntry(version)]));
    for (const [basePath, { operations = [] }] of versions) this.#addDirect(basePath, operations);
  }

  /** Addresses without parameters, the busiest of all, are answered by one look into a map and without anything new. */
  #addDirect(basePath: string, operations: readonly OperationRoute[]): void {
    const entry = this.#entries.get(basePath);
    if (entry === undefined || entry.sunsetAtMs < Infinity) return;
    for (const route of operations.filter(({ operation }) => !operation.path.includes("{"))) {
      const address = basePath + route.operation.path;
      const methods = this.#direct.get(address) ?? new Map<string, RouteLookup>();
      methods.set(route.operation.method, { kind: "route", route, params: NO_PARAMS, headers: entry.headers });
      this.#direct.set(address, methods);
    }
  }

  /** @param url path and query as they were sent */
  find(method: string, url: string): RouteLookup {
    const direct = this.#direct.get(url)?.get(method);
    if (direct !== undefined) return direct;
    const path = pathOf(url);
    const end = path.indexOf("/", path.indexOf("/", 1) + 1);
    const entry = end === -1 ? undefined : this.#entries.get(path.slice(0, end));
    if (entry === undefined) return UNKNOWN;
    const { lifecycle, headers, paths, sunsetAtMs } = entry;
    if (paths === undefined || (sunsetAtMs < Infinity && sunsetAtMs <= this.nowMs()))
      return { kind: "retired", lifecycle, headers };
    const rest = path.slice(end);
    const found = paths.find(method, rest);
    if (found !== undefined) return { kind: "route", route: found.value, params: found.params, headers };
    const methods = paths.methodsOf(rest);
    return methods.length === 0 ? UNKNOWN : { kind: "other-method", methods };
  }
}

function toEntry({ lifecycle, operations }: VersionRoutes): TableEntry {
  const routes = operations?.map((route) => ({
    method: route.operation.method,
    path: route.operation.path,
    value: route,
  }));
  return {
    lifecycle,
    headers: lifecycleHeaders(lifecycle),
    paths: routes === undefined ? undefined : new PathTable(routes),
    sunsetAtMs: lifecycle.sunsetAt?.getTime() ?? Infinity,
  };
}

function pathOf(url: string): string {
  const query = url.indexOf("?");
  const path = query === -1 ? url : url.slice(0, query);
  const fragment = path.indexOf("#");
  return fragment === -1 ? path : path.slice(0, fragment);
}
