import {
  type ApiBinding,
  BundleSource,
  type CompiledVersion,
  type ServedSet,
  type VersionLifecycle,
  checkServable,
  compileVersion,
  runInSlices,
} from "../gateway/public.js";
import type { Clock } from "../kernel/clock.js";
import type { Finding } from "../kernel/finding.js";
import { type ContractBundle, basePathOf, lineOfFile } from "../registry/public.js";
import { type ServedEntries, type ServedEntry, isInForce } from "./served-entry.js";

/** Compiles what is in force, each version once; on the loop in short slices, so that requests go on. */
export class CompileServedSet {
  readonly #known = new Map<string, CompiledVersion>();

  constructor(
    private readonly bindings: readonly ApiBinding[],
    private readonly permissions: ReadonlySet<string>,
    private readonly clock: Clock,
  ) {}

  /** Takes over what was compiled elsewhere, such as the product's own contracts at the start. */
  add(digest: string, compiled: CompiledVersion): void {
    this.#known.set(digest, compiled);
  }

  /** Digests of versions in force that have not been compiled yet. */
  unknownOf(entries: ServedEntries): readonly string[] {
    return entries
      .filter((entry) => isApi(entry) && isInForce(entry))
      .flatMap(({ digest }) => (this.#known.has(digest) ? [] : [digest]));
  }

  /** @param bundles at least those of `unknownOf` @returns the set, and why it must not be served */
  async compile(
    entries: ServedEntries,
    bundles: ReadonlyMap<string, ContractBundle>,
  ): Promise<{ readonly set: ServedSet; readonly findings: readonly Finding[] }> {
    const findings: Finding[] = [];
    const versions: ServedSet["versions"][number][] = [];
    for (const entry of entries.filter((candidate) => isApi(candidate) && isInForce(candidate))) {
      const compiled = await this.#compiled(entry, bundles);
      findings.push(...checkServable(compiled, this.bindings, this.permissions));
      versions.push({ compiled, lifecycle: lifecycleOf(entry) });
    }
    const retired = entries
      .filter((entry) => isApi(entry) && !isInForce(entry))
      .map((entry) => ({ basePath: basePath(entry.line), lifecycle: lifecycleOf(entry) }));
    return { set: { versions, retired }, findings };
  }

  /** Compiles what may be promoted next, so that its promotion is no more than a swap. */
  async prepare(digest: string, bundle: ContractBundle): Promise<void> {
    if (this.#known.has(digest)) return;
    this.#known.set(digest, await runInSlices(compileVersion(bundle.line, new BundleSource(bundle)), this.clock));
  }

  has(digest: string): boolean {
    return this.#known.has(digest);
  }

  /** Lets go what neither is served nor may be next, so that years of promotions do not fill the memory. */
  keepOnly(digests: readonly string[]): void {
    const wanted = new Set(digests);
    for (const digest of this.#known.keys()) if (!wanted.has(digest)) this.#known.delete(digest);
  }

  async #compiled(
    { digest, line }: ServedEntry,
    bundles: ReadonlyMap<string, ContractBundle>,
  ): Promise<CompiledVersion> {
    const known = this.#known.get(digest);
    if (known !== undefined) return known;
    const bundle = bundles.get(digest);
    if (bundle === undefined) throw new Error(`${line} is in force and its contract ${digest} is not in the registry`);
    const compiled = await runInSlices(compileVersion(bundle.line, new BundleSource(bundle)), this.clock);
    this.#known.set(digest, compiled);
    return compiled;
  }
}

const isApi = ({ line }: ServedEntry): boolean => line.startsWith("openapi/");

function lifecycleOf({ promotionId, deprecatedAt, sunsetAt, successor }: ServedEntry): VersionLifecycle {
  return {
    promotionId,
    ...(deprecatedAt === undefined ? {} : { deprecatedAt: new Date(deprecatedAt) }),
    ...(sunsetAt === undefined ? {} : { sunsetAt: new Date(sunsetAt) }),
    ...(successor === undefined ? {} : { successor: basePath(successor) }),
  };
}

function basePath(line: string): string {
  const parsed = lineOfFile(`${line}.yaml`);
  if (parsed === undefined) throw new Error(`${line} is no contract line`);
  return basePathOf(parsed);
}
