import { gapsBetween, holdsNumber, mergeRanges, type NumberRanges } from "../node/number-ranges.js";

/** Row of il.audit_node. */
export interface NodeRow {
  readonly node: string;
  /** Every number up to this one is seen, excused or reported. */
  readonly watermark: number;
  /** Seen numbers above the watermark. */
  readonly seen: NumberRanges;
  /** Numbers above the watermark that were declared void: they are neither missing nor to be expected. */
  readonly excused: NumberRanges;
  /** Numbers of unknown outcome: they are not missing, and may still come. */
  readonly late: NumberRanges;
  /** Highest number that the node declared settled. */
  readonly settled: number;
  readonly isVerified: boolean;
}

/** What the sequencer knows of the numbers of one writing process. */
export class NodeAccount {
  #watermark: number;
  #seen: NumberRanges;
  #excused: NumberRanges;
  #late: NumberRanges;
  #settled: number;

  constructor(private readonly given: NodeRow) {
    this.#watermark = given.watermark;
    this.#seen = given.seen;
    this.#excused = given.excused;
    this.#late = given.late;
    this.#settled = given.settled;
  }

  get isVerified(): boolean {
    return this.given.isVerified;
  }

  row(): NodeRow {
    const { node, isVerified } = this.given;
    const counts = { watermark: this.#watermark, settled: this.#settled };
    return { node, ...counts, seen: this.#seen, excused: this.#excused, late: this.#late, isVerified };
  }

  /** False when the number was seen before or is not to be expected. */
  see(number: number): boolean {
    if (holdsNumber(this.#late, number)) {
      this.#late = this.#late.flatMap((range) => withoutNumber(range, number));
      return true;
    }
    if (this.#isNext(number)) return true;
    const isPossible = number > this.#watermark && !holdsNumber(this.#excused, number);
    const isNew = isPossible && !holdsNumber(this.#seen, number);
    this.#seen = mergeRanges([...this.#seen, [number, number]]);
    return isNew;
  }

  /** The number after the last one, as nearly all are; it is added without a look at the others. */
  #isNext(number: number): boolean {
    const last = this.#seen.at(-1);
    const isNext = last !== undefined && number === last[1] + 1 && !holdsNumber(this.#excused, number);
    if (isNext) this.#seen = [...this.#seen.slice(0, -1), [last[0], number]];
    return isNext;
  }

  excuse(ranges: NumberRanges): void {
    this.#excused = mergeRanges([...this.#excused, ...ranges]);
  }

  /** For numbers that were not seen yet; those that were need no excuse. */
  expectLate(ranges: NumberRanges): void {
    const notSeen = ranges.flatMap(([first, last]) => gapsBetween(first, last, this.#seen));
    this.#late = mergeRanges([...this.#late, ...notSeen]);
    this.excuse(notSeen);
  }

  settle(number: number): void {
    this.#settled = Math.max(this.#settled, number);
  }

  /** Numbers that the node settled and nobody saw; each is told once. */
  takeMissing(): NumberRanges {
    const known = mergeRanges([...this.#seen, ...this.#excused]);
    const missing = gapsBetween(this.#watermark + 1, this.#settled, known);
    this.#advance(mergeRanges([...known, ...missing]));
    return missing;
  }

  /** Numbers of an ended node that were open at its end, up to the last one seen; they are excused from now on. */
  takeOpen(): NumberRanges {
    const last = this.#seen.at(-1)?.[1] ?? this.#watermark;
    const open = gapsBetween(this.#watermark + 1, last, mergeRanges([...this.#seen, ...this.#excused]));
    this.expectLate(open);
    this.#advance(mergeRanges([...this.#seen, ...this.#excused]));
    return open;
  }

  #advance(known: NumberRanges): void {
    const reached = known.find(([first, last]) => first <= this.#watermark + 1 && last > this.#watermark);
    this.#watermark = reached?.[1] ?? this.#watermark;
    const above = (ranges: NumberRanges): NumberRanges => ranges.filter(([, last]) => last > this.#watermark);
    this.#seen = above(this.#seen);
    this.#excused = above(this.#excused);
  }
}

function withoutNumber([first, last]: readonly [number, number], number: number): [number, number][] {
  if (number < first || number > last) return [[first, last]];
  const before: [number, number][] = number > first ? [[first, number - 1]] : [];
  return number < last ? [...before, [number + 1, last]] : before;
}
