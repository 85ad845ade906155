import { generateKeyPairSync } from "node:crypto";
import { systemClock } from "../../src/kernel/clock.js";
import { AuditLog } from "../../src/platform/audit/audit-log.js";
import { signCheckpoint, verifierKey } from "../../src/platform/audit/checkpoint/signed-note.js";
import type { AuditIntent } from "../../src/platform/audit/entry/audit-intent.js";
import { chainedLeaf, TileTree } from "../../src/platform/audit/tree/tile-tree.js";
import type { LogSource } from "../../src/platform/audit/verifier/verify.js";

const ORIGIN = "interlock/audit/bench";
const CHECKPOINT_EVERY = 10_000;

/**
 * A log of this many entries, made by the product's own writer, with a checkpoint for every 10,000 of them. Leaves and
 * checkpoints come into being while the entries are read, which an export does first.
 */
export function makeLog(size: number): LogSource {
  const { privateKey } = generateKeyPairSync("ed25519");
  const vkey = verifierKey({ name: ORIGIN, privateKey });
  const log = new AuditLog(systemClock);
  const tree = new TileTree(0, []);
  const leaves: Buffer[] = [];
  const checkpoints: string[] = [];
  async function* entries(): AsyncGenerator<{ seq: number; text: string }> {
    let previous: Buffer = Buffer.alloc(32);
    for (let seq = 0; seq < size; seq++) {
      const { text, nodeSeq } = log.prepare(seq === 0 ? keyIntent(vkey) : orderIntent(seq));
      log.node.settle(nodeSeq, "COMMITTED");
      previous = chainedLeaf(previous, text);
      tree.append(previous);
      leaves.push(previous);
      if ((seq + 1) % CHECKPOINT_EVERY === 0 || seq === size - 1) {
        checkpoints.push(signCheckpoint(ORIGIN, seq + 1, tree.root(), privateKey));
      }
      yield { seq, text };
    }
  }
  async function* allLeaves(): AsyncGenerator<Buffer> {
    yield* leaves;
  }
  return {
    origin: ORIGIN,
    size,
    from: 0,
    to: size - 1,
    checkpoints,
    pruned: [],
    entries,
    leaves: allLeaves,
    keys: [{ vkey, fromSize: 0, untilSize: null }],
  };
}

function keyIntent(vkey: string): AuditIntent {
  const resource = { resourceType: "audit-key", resourceId: vkey, correlationId: "bench" };
  return { actor: "sequencer", action: "audit-key:create", ...resource, after: { vkey } };
}

function orderIntent(seq: number): AuditIntent {
  return {
    actor: "erp",
    action: "order:release",
    resourceType: "production-order",
    resourceId: `order-${seq}`,
    plantCode: "P100",
    correlationId: `correlation-${seq}`,
    contentHash: "ab".repeat(32),
    traceparent: "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01",
    after: { orderNumber: String(seq) },
  };
}
