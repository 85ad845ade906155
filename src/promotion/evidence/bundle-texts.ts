import type { ContractSource } from "../../governance/public.js";
import { type ContractBundle, entryFileOf } from "../../registry/public.js";

/** A bundle of the registry as the rules of governance read contracts: text by path, in a layout that has lines. */
export function bundleTexts({ line, files }: ContractBundle): ContractSource {
  const texts = [...files].map(([path, document]) => [path, JSON.stringify(document, undefined, 2)] as const);
  return { entry: entryFileOf(line), files: new Map(texts) };
}
