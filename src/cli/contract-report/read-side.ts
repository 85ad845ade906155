import { collectContractFiles, type ContractSource } from "../../governance/public.js";
import { requireFile } from "./collect-contracts.js";
import { collectFromGit } from "./collect-from-git.js";
import { collectFromRegistry } from "./collect-from-registry.js";

const REGISTRY = "registry:";
const GIT = "git:";

/**
 * The files of one version of a contract.
 * @throws CommandError when it is not there, or git or the gateway does not answer
 */
export async function readSide(name: string, client: string | undefined): Promise<ContractSource> {
  if (name.startsWith(REGISTRY)) return await collectFromRegistry(name.slice(REGISTRY.length), client);
  if (name.startsWith(GIT)) return collectFromGit(name.slice(GIT.length));
  requireFile(name);
  return collectContractFiles(name);
}
