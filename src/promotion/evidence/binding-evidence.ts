import canonicalize from "canonicalize";
import { type ApiBinding, BundleSource, checkServable, compileVersion, runInSlices } from "../../gateway/public.js";
import type { Clock } from "../../kernel/clock.js";
import { sha256Hex } from "../../kernel/hash.js";
import type { EvidenceItem, EvidenceProducer, EvidenceSubject } from "./evidence.js";

/**
 * Proves that this build can serve a candidate: it compiles, every operation has a handler and a permission that the
 * policy knows. Events have no routes; for them the proof is that the bundle is complete.
 */
export class BindingEvidence implements EvidenceProducer {
  readonly kind = "BINDING";
  readonly #rulesetHash: string;

  constructor(
    private readonly bindings: readonly ApiBinding[],
    private readonly permissions: ReadonlySet<string>,
    private readonly clock: Clock,
  ) {
    this.#rulesetHash = sha256Hex(canonicalize([bindings.map(methodsOf), [...permissions].toSorted()]) ?? "");
  }

  rulesetHash(): Promise<string> {
    return Promise.resolve(this.#rulesetHash);
  }

  async produce({ candidate }: EvidenceSubject): Promise<EvidenceItem> {
    const own = { kind: this.kind, rulesetHash: this.#rulesetHash, risk: "NON_BREAKING" } as const;
    if (candidate.line.kind === "asyncapi") return { ...own, verdict: "PASSED", findings: [] };
    const compiled = await runInSlices(compileVersion(candidate.line, new BundleSource(candidate)), this.clock);
    const findings = checkServable(compiled, this.bindings, this.permissions);
    return { ...own, verdict: findings.length === 0 ? "PASSED" : "FAILED", findings };
  }
}

/** What a build can do with an API: other handlers are another judge. */
function methodsOf({ api, handlers, versions }: ApiBinding): readonly unknown[] {
  const prototype = Object.getPrototypeOf(handlers) as object;
  const names = [...Object.getOwnPropertyNames(handlers), ...Object.getOwnPropertyNames(prototype)];
  const steps = versions?.changes.map(({ from, to, operations }) => [from, to, Object.keys(operations).toSorted()]);
  return [api, names.toSorted(), ...(steps === undefined ? [] : [steps])];
}
