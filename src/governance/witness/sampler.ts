import type { SchemaUse } from "../breaking/comparison-session.js";
import { type ContractPair, schemaAt } from "./contract-pair.js";
import { CounterValues } from "./counter-values.js";
import { RandomValues } from "./random-values.js";
import { errorsOf } from "./schema-validator.js";
import { SeededChoice } from "./seeded-choice.js";
import type { Witness } from "./witness.js";

/** What one attack on a verdict came to. */
export interface Attack {
  /** Values the accepting side accepted. */
  readonly samples: number;
  /** A value that the other side refuses: the verdict is wrong. */
  readonly witness?: Witness;
}

export type AttackedPair = Pick<SchemaUse, "basePointer" | "revisionPointer" | "view">;

/** Draws that nothing accepted, for each sample wanted, after which a schema counts as too hard to draw from. */
const MISSES_PER_SAMPLE = 4;
const MISSES_MIN = 100;
const DEPTH = 1;

/** Attacks a verdict "compatible": first the edges one by one, then values drawn at random, the same in every run. */
export class Sampler {
  constructor(private readonly pair: ContractPair) {}

  /** @throws Error when a schema cannot be compiled. */
  attack(attacked: AttackedPair, samplesMax: number): Attack {
    const { view } = attacked;
    const { accepting, refusing } = this.pair.inView(view);
    const pointers = { base: attacked.basePointer, revision: attacked.revisionPointer };
    const isAccepted = accepting.validators[view].compile(pointers[accepting.name]);
    const isKept = refusing.validators[view].compile(pointers[refusing.name]);
    let samples = 0;
    let misses = 0;
    for (const payload of this.#values(attacked, samplesMax)) {
      if (!isAccepted(payload)) {
        if ((misses += 1) > Math.max(MISSES_MIN, MISSES_PER_SAMPLE * samplesMax)) break;
        continue;
      }
      samples += 1;
      if (!isKept(payload)) {
        const sides = { acceptedBy: accepting.name, rejectedBy: refusing.name };
        return { samples, witness: { kind: "value", payload, ...sides, pointer: "", errors: errorsOf(isKept) } };
      }
      if (samples >= samplesMax) break;
    }
    return { samples };
  }

  *#values({ basePointer, revisionPointer, view }: AttackedPair, samplesMax: number): Generator {
    const { accepting, refusing } = this.pair.inView(view);
    const pointers = { base: basePointer, revision: revisionPointer };
    const [a, b] = [schemaAt(accepting, pointers[accepting.name]), schemaAt(refusing, pointers[refusing.name])];
    let count = 0;
    for (const value of new CounterValues(accepting.maker, refusing.maker).of(a, b, DEPTH)) {
      yield value;
      if ((count += 1) > samplesMax / 2) break;
    }
    const random = new RandomValues(
      accepting.maker,
      refusing.maker,
      new SeededChoice(`${view} ${basePointer} ${revisionPointer}`),
    );
    while (true) yield random.draw(a, b);
  }
}
