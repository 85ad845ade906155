import type { Finding } from "../../kernel/finding.js";
import type { PlantProfile } from "../plant-profile.js";

/** Checks a profile that satisfies its schema. @param source what the reader of the findings knows the document as */
export type ProfileCheck = (profile: PlantProfile, source: string) => readonly Finding[];

/** Where the capabilities above put what they know about profiles; plants know neither connectors nor their options. */
export class ProfileChecks {
  readonly #checks: ProfileCheck[];

  constructor(checks: readonly ProfileCheck[] = []) {
    this.#checks = [...checks];
  }

  register(check: ProfileCheck): void {
    this.#checks.push(check);
  }

  run(profile: PlantProfile, source: string): Finding[] {
    return this.#checks.flatMap((check) => check(profile, source));
  }
}
