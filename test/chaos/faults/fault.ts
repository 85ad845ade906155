/** Something that befalls the running system and passes. */
export interface ChaosFault {
  readonly name: string;
  /** How often it is chosen, beside the others. */
  readonly weight: number;
  /** Befalls and passes; resolves when it is over. @param severity 0 to 1 */
  strike(severity: number): Promise<void>;
}

/** A fault that took place. */
export interface StruckFault {
  readonly name: string;
  readonly startedAt: Date;
  /** When it was over: recovery counts from here. */
  readonly endedAt: Date;
}
