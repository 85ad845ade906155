import { Resolver } from "@stoplight/spectral-ref-resolver";

/** Resolves references inside the document and nothing else; Spectral's own would fetch URLs and open files. */
export function closedResolver(): Resolver {
  const refuse = {
    resolve: (): Promise<never> => Promise.reject(new Error("references outside the bundle are not followed")),
  };
  return new Resolver({ resolvers: { http: refuse, https: refuse, file: refuse } });
}
