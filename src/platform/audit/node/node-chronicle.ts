import type { UnitOfWork } from "../../persistence/unit-of-work.js";
import type { AuditLog } from "../audit-log.js";
import { WRITE_BEAT, beatText } from "./audit-beat.js";
import type { Declaration } from "./audit-node.js";
import type { NumberRanges } from "./number-ranges.js";

/** Ranges of one declaration, so that a storm of repeats does not make an entry of megabytes. */
const RANGES_MAX = 500;
/** An idle process still says that it lives. */
const IDLE_BEAT_EVERY_TICKS = 20;

/** What a writing process says of itself: that it began, which numbers nobody will see, that its clock jumped, its end. */
export class NodeChronicle {
  #beatSeq = -1;
  #ticksSinceBeat = 0;

  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly log: AuditLog,
  ) {}

  async start(about: Readonly<Record<string, unknown>>): Promise<void> {
    await this.#append("node:start", about);
    await this.#beat();
  }

  /** Called once or more a second. */
  async tick(): Promise<void> {
    const jump = this.log.node.takeClockJump();
    if (jump !== undefined) await this.#append("node:clock-jump", { ...jump });
    await this.#declare();
    this.#ticksSinceBeat++;
    const isDue = this.log.node.settledSeq !== this.#beatSeq || this.#ticksSinceBeat >= IDLE_BEAT_EVERY_TICKS;
    if (isDue) await this.#beat();
  }

  /** The last entry of the process; its number tells how many there were. */
  async stop(): Promise<void> {
    await this.#declare();
    await this.#append("node:stop", {});
  }

  async #declare(): Promise<void> {
    const { node } = this.log;
    for (let open = node.pendingDeclaration(); open !== undefined; open = node.pendingDeclaration()) {
      const declaration = firstOf(open);
      await this.#append("node:declare", { ...declaration });
      node.declared(declaration);
    }
  }

  async #append(action: string, after: Readonly<Record<string, unknown>>): Promise<void> {
    const { id } = this.log.node;
    const resource = { resourceType: "audit-node", resourceId: id, correlationId: id };
    await this.unitOfWork.run((tx) => this.log.append(tx, [{ actor: "interlock", action, ...resource, after }]));
  }

  async #beat(): Promise<void> {
    const { node } = this.log;
    const settled = node.settledSeq;
    await this.unitOfWork.read(WRITE_BEAT, [node.id, settled, node.mac(beatText(node.id, settled))]);
    this.#beatSeq = settled;
    this.#ticksSinceBeat = 0;
  }
}

function firstOf(declaration: Declaration): Declaration {
  const first = (ranges: NumberRanges): NumberRanges => ranges.slice(0, RANGES_MAX);
  return { void: first(declaration.void), unknown: first(declaration.unknown) };
}
