import type { ContractSource } from "../../governance/public.js";
import { collectContract } from "./collect-contracts.js";
import { collectFromGit } from "./collect-from-git.js";
import { collectFromRegistry } from "./collect-from-registry.js";

/** Begins the name of a version that the gateway is asked for. */
export const REGISTRY = "registry:";
const GIT = "git:";

/** How the versions of a comparison are found. */
export interface SideOptions {
  /** Of the credentials file, for what the gateway is asked. */
  readonly client?: string;
  /** The folder that the references of files may reach. */
  readonly root?: string;
}

/**
 * The files of one version of a contract.
 * @throws CommandError when it is not there, or git or the gateway does not answer
 */
export async function readSide(name: string, { client, root }: SideOptions): Promise<ContractSource> {
  if (name.startsWith(REGISTRY)) return await collectFromRegistry(name.slice(REGISTRY.length), client);
  if (name.startsWith(GIT)) return collectFromGit(name.slice(GIT.length));
  return collectContract(name, root).source;
}
