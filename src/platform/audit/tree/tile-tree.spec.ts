import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { describe, it } from "node:test";
import { verifyConsistency, verifyInclusion } from "../verifier/verify.js";
import { consistencyProof, inclusionProof, rangeRoot, type TileReader } from "./inclusion-proof.js";
import { type Tile, TileTree } from "./tile-tree.js";

const leafHash = (data: string): Buffer =>
  createHash("sha256").update(Uint8Array.of(0)).update(Buffer.from(data, "hex")).digest();

/** A tree together with all its tiles, as the database keeps them. */
class StoredTree {
  readonly #tiles = new Map<string, Buffer>();
  tree = new TileTree(0, []);

  append(leaf: Buffer): void {
    this.tree.append(leaf);
    for (const { level, position, hashes } of this.tree.takeChanges()) this.#tiles.set(`${level}/${position}`, hashes);
  }

  readonly read: TileReader = async (level, position) =>
    await Promise.resolve(this.#tiles.get(`${level}/${position}`) ?? assert.fail(`no tile ${level}/${position}`));

  reload(): void {
    const edges: Tile[] = TileTree.edgePositions(this.tree.size).map(({ level, position }) => {
      return { level, position, hashes: this.#tiles.get(`${level}/${position}`) ?? assert.fail() };
    });
    this.tree = new TileTree(this.tree.size, edges);
  }
}

/** Leaves and roots that Certificate Transparency implementations test with. */
const KNOWN_LEAVES = [
  "",
  "00",
  "10",
  "2021",
  "3031",
  "40414243",
  "5051525354555657",
  "606162636465666768696a6b6c6d6e6f",
];
const KNOWN_ROOTS = [
  "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
  "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
  "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
  "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
  "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
  "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
  "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
  "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
];

describe("the tile tree", () => {
  it("has the roots that other implementations of RFC 9162 compute", () => {
    const tree = new TileTree(0, []);
    assert.equal(tree.root().toString("hex"), createHash("sha256").digest("hex"));
    KNOWN_LEAVES.forEach((leaf, index) => {
      tree.append(leafHash(leaf));
      assert.equal(tree.root().toString("hex"), KNOWN_ROOTS[index]);
    });
  });

  it("goes on from its stored edge and proves every entry across tiles", async () => {
    const stored = new StoredTree();
    const leaves = Array.from({ length: 700 }, (_, index) => leafHash(index.toString(16).padStart(4, "0")));
    for (const [index, leaf] of leaves.entries()) {
      stored.append(leaf);
      if (index % 97 === 0) stored.reload();
    }
    const root = stored.tree.root();
    assert.deepEqual(await rangeRoot(0, 700, stored.read), root);
    for (const [index, leaf] of leaves.entries()) {
      // Every place of a tile's end, and a sample of the others.
      if (index % 256 > 3 && index % 7 !== 0) continue;
      const proof = await inclusionProof(index, 700, stored.read);
      assert.ok(verifyInclusion(index, 700, leaf, proof, root), `entry ${index}`);
      assert.ok(!verifyInclusion(index, 700, leaf, [...proof, root], root), "a surplus hash");
      assert.ok(!verifyInclusion(index, 700, leaf, proof.slice(1), root), "a missing hash");
      assert.ok(
        !verifyInclusion(index, 700, leaf, proof.with(index % proof.length, Buffer.alloc(32)), root),
        "garbage",
      );
      assert.ok(!verifyInclusion((index + 1) % 700, 700, leaf, proof, root), "another place");
    }
  });

  it("proves that a smaller tree is the beginning of a larger one", async () => {
    const stored = new StoredTree();
    const roots: Buffer[] = [stored.tree.root()];
    for (let size = 1; size <= 300; size++) {
      stored.append(leafHash(size.toString(16).padStart(4, "0")));
      roots.push(stored.tree.root());
    }
    const sized = (size: number): { size: number; root: Buffer } => ({ size, root: roots[size] ?? assert.fail() });
    for (let to = 1; to <= 300; to += 59) {
      for (let from = 0; from <= to; from++) {
        const proof = await consistencyProof(from, to, stored.read);
        assert.ok(verifyConsistency(sized(from), sized(to), proof), `${from} to ${to}`);
        assert.ok(!verifyConsistency(sized(from), sized(to), [...proof, Buffer.alloc(32)]), "a surplus hash");
        const isForged = from > 0 && verifyConsistency({ size: from, root: Buffer.alloc(32, 1) }, sized(to), proof);
        assert.ok(!isForged, "another beginning");
      }
    }
  });
});
