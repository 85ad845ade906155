import type { ConnectorRegistry } from "../../connectors/public.js";
import type { PlantDirectory } from "../../plants/public.js";
import { type JudgedCandidate, JudgeReplay, type LookUp } from "./judge-replay.js";
import type { ReplayCandidate } from "./replay-candidates.js";

/** After so many look-ups in a row without an answer a destination is asked no more. */
const FAILURES_MAX = 3;

/** Look-ups of one ERP at once, when its profile allows as many. */
const PARALLEL_MAX = 16;

type Profiles = Pick<PlantDirectory, "find">;

/** Says what a replay would come to, asking every ERP for every key and changing nothing. */
export class DryRunReplay {
  constructor(
    private readonly plants: Profiles,
    private readonly connectors: Pick<ConnectorRegistry, "erp">,
  ) {}

  /** @param candidates in the order of the ledger @param isCauseMended see ReplayCircumstances */
  async run(candidates: readonly ReplayCandidate[], isCauseMended: boolean): Promise<JudgedCandidate[]> {
    const lookUps = await this.#lookUpAll(candidates);
    const judge = new JudgeReplay();
    const judged: JudgedCandidate[] = [];
    for (const candidate of candidates) {
      const profileAppliedAt = (await this.plants.find(candidate.plantCode))?.appliedAt;
      const lookUp = lookUps.get(candidate.id) ?? "UNANSWERED";
      judged.push(judge.judge(candidate, { lookUp, profileAppliedAt, isCauseMended }));
    }
    return judged;
  }

  async #lookUpAll(candidates: readonly ReplayCandidate[]): Promise<ReadonlyMap<string, LookUp>> {
    const found = new Map<string, LookUp>();
    const systems = Map.groupBy(candidates, ({ plantCode, destination }) => `${plantCode} ${destination}`);
    await Promise.all([...systems.values()].map((group) => this.#lookUpGroup(group, found)));
    return found;
  }

  /** Postings of one plant and ERP, as many at once as the ERP allows. */
  async #lookUpGroup(group: readonly ReplayCandidate[], found: Map<string, LookUp>): Promise<void> {
    const [first] = group;
    const plant = first === undefined ? undefined : await this.plants.find(first.plantCode);
    if (plant === undefined) return;
    const connector = this.connectors.erp(plant.profile);
    const waiting = group.values();
    let failures = 0;
    const worker = async (): Promise<void> => {
      for (const { id, document, externalKey } of waiting) {
        if (failures >= FAILURES_MAX) return;
        try {
          found.set(id, (await connector.find(document, externalKey)) === undefined ? "NOT_FOUND" : "FOUND");
          failures = 0;
        } catch {
          failures++;
        }
      }
    };
    const count = Math.min(PARALLEL_MAX, plant.profile.systems.erp.maxParallel, group.length);
    await Promise.all(Array.from({ length: count }, worker));
  }
}
