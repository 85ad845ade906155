// Made by `npm run generate`; never edited.
export type { components, operations, paths } from "../contract.gen.js";
