import { InterlockError } from "../../kernel/problem.js";
import type { PlantScope } from "../../platform/security/public.js";
import { recoveryProblems } from "../problems.js";
import type { DecideChange } from "./decide-change.js";
import type { PostingChange } from "./posting-change.js";
import type { PostingChangeStore } from "./posting-change.store.js";
import type { ProposeChange } from "./propose-change.js";

/** The use cases of edits and discards, and their reads. */
export class PostingChanges {
  constructor(
    private readonly store: PostingChangeStore,
    readonly propose: ProposeChange,
    readonly decide: DecideChange,
  ) {}

  /** The newest first. */
  async list(
    plants: PlantScope,
    state: string | undefined,
    postingId: string | undefined,
    limit: number,
  ): Promise<PostingChange[]> {
    return await this.store.list(plants, state, postingId, limit);
  }

  /** @throws InterlockError POSTING_CHANGE_NOT_FOUND */
  async get(id: string): Promise<PostingChange> {
    const change = await this.store.find(id);
    if (change !== undefined) return change;
    throw new InterlockError(recoveryProblems.POSTING_CHANGE_NOT_FOUND, {
      detail: `There is no change ${id.slice(0, 40)}.`,
    });
  }
}
