// Made by `npm run generate`; never edited.
import type { VersionChange } from "../../../gateway/public.js";
import { v1ToV2 } from "./v1-to-v2.js";

export const versionChanges: readonly VersionChange[] = [v1ToV2];
