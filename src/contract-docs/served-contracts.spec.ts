import assert from "node:assert/strict";
import { describe, it } from "node:test";
import type { Clock } from "../kernel/clock.js";
import { systemClock } from "../kernel/clock.js";
import type { SnapshotStore } from "../promotion/public.js";
import { bundleContract } from "../registry/public.js";
import { ServedContracts } from "./served-contracts.js";

type Snapshot = NonNullable<Awaited<ReturnType<SnapshotStore["read"]>>>;
type Entry = Snapshot["served"][number];

const LINE = { kind: "openapi", name: "orders", major: "v1" } as const;
const BUNDLE = bundleContract(LINE, () => ({ info: { title: "Orders" } }));
const ENTRY: Entry = {
  line: "openapi/orders/v1",
  digest: BUNDLE.digest,
  version: "1.0.0",
  state: "promoted",
  promotionId: "promotion-1",
};
const SUNSET = "2030-01-01T00:00:00.000Z";

function snapshot(seq: number, ...served: readonly Entry[]): Snapshot {
  return { promotionId: `promotion-${seq}`, seq, served, bundles: new Map([[BUNDLE.digest, BUNDLE]]) };
}

/** What is described when the clock shows `now` and the node keeps `kept`. */
function contractsAt(now: string, kept: Snapshot | undefined): ServedContracts {
  const clock: Clock = { ...systemClock, now: () => new Date(now) };
  const positions = { served: kept?.seq ?? 0, newest: kept?.seq ?? 0 };
  return new ServedContracts({ positions }, { read: () => Promise.resolve(kept) }, clock);
}

describe("the contracts that are shown", () => {
  it("are none before anything is promoted", async () => {
    assert.deepEqual(await contractsAt(SUNSET, undefined).current(), { seq: 0, contracts: [] });
  });

  it("have their page until the moment of their sunset and none from then on, as their addresses", async () => {
    const kept = snapshot(1, { ...ENTRY, state: "deprecated", sunsetAt: SUNSET });
    const before = await contractsAt("2029-12-31T23:59:59.999Z", kept).inForce("openapi", "orders", "v1");
    assert.deepEqual([before?.title, before?.state, before?.sunsetAt], ["Orders", "deprecated", SUNSET]);
    const after = contractsAt(SUNSET, kept);
    assert.equal(await after.inForce("openapi", "orders", "v1"), undefined);
    assert.deepEqual(
      (await after.current()).contracts.map(({ state }) => state),
      ["ended"],
    );
  });

  it("have no page once they are retired, nor under another kind, name or version", async () => {
    const contracts = contractsAt(SUNSET, snapshot(1, { ...ENTRY, state: "retired" }));
    assert.equal(await contracts.inForce("openapi", "orders", "v1"), undefined);
    const others = contractsAt(SUNSET, snapshot(1, ENTRY));
    assert.notEqual(await others.inForce("openapi", "orders", "v1"), undefined);
    assert.equal(await others.inForce("asyncapi", "orders", "v1"), undefined);
    assert.equal(await others.inForce("openapi", "orders", "v2"), undefined);
    assert.equal(await others.inForce("openapi", "../orders", "v1"), undefined);
  });

  it("change with the promotion that the process serves, and are read once for each", async () => {
    const positions = { served: 1, newest: 1 };
    const reads: number[] = [];
    const read = async (): Promise<Snapshot> => {
      reads.push(positions.served);
      return positions.served === 1 ? snapshot(1, ENTRY) : snapshot(2);
    };
    const contracts = new ServedContracts({ positions }, { read }, systemClock);
    assert.equal((await contracts.current()).contracts.length, 1);
    await contracts.current();
    positions.served = 2;
    assert.deepEqual(await contracts.current(), { seq: 2, contracts: [] });
    assert.deepEqual(reads, [1, 2]);
  });
});
