import type { PlantProfile } from "../../../plants/public.js";

/** A folder into which a system of a plant drops B2MML files. */
export interface WatchedFolder {
  readonly profile: PlantProfile;
  /** Absolute path. */
  readonly path: string;
}

/** The folders to watch now; asked before every poll, so that a plant applied later is watched without a restart. */
export type WatchedFolders = () => Promise<readonly WatchedFolder[]>;

/** Folders inside a watched folder; a leading dot keeps them out of the way of the system that drops files. */
export const PROCESSING = ".processing";
export const DONE = ".done";
export const REFUSED = ".err";
