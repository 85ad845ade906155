/** How much a contract may ask of the reader; everything beyond is refused with a finding that names the limit. */
export interface BundleLimits {
  /** UTF-8 bytes of all files together. */
  readonly bytesMax: number;
  readonly filesMax: number;
  /** Nesting of maps and sequences, in the files and in the bundled document. */
  readonly depthMax: number;
  /** Nodes that aliases would add if each were written out. */
  readonly aliasNodesMax: number;
  /** Findings kept; what follows is counted in one closing finding. */
  readonly findingsMax: number;
}

/**
 * The largest public contracts have 3 to 4 MB; a depth of 100 is four times what they need, and far below what would
 * exhaust the stack of a recursive reader.
 */
export const defaultBundleLimits: BundleLimits = {
  bytesMax: 10 * 1024 * 1024,
  filesMax: 500,
  depthMax: 100,
  aliasNodesMax: 200_000,
  findingsMax: 200,
};
