import assert from "node:assert/strict";
import {
  chmod,
  mkdir,
  mkdtemp,
  readdir,
  readFile,
  rename,
  rm,
  stat,
  symlink,
  utimes,
  writeFile,
} from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, it } from "node:test";
import { pino } from "pino";
import { CLAIM_STALE_MS } from "../../../src/imports/b2mml/watch/claim.js";
import { plantFolders } from "../../../src/imports/b2mml/watch/plant-folders.js";
import { FileImporter, type FileReport, FolderWatcher } from "../../../src/imports/public.js";
import type { Clock } from "../../../src/kernel/clock.js";
import { UlidFactory } from "../../../src/kernel/ulid.js";
import { acceptEverything, FakeGovernedClient } from "./fake-governed-client.js";
import { breadOrder } from "./messages.js";
import { bakery } from "./plant-profile.js";

/** A clock that goes only when it is told to. */
class HandClock implements Clock {
  #ms = Date.parse("2026-03-04T06:00:00Z");

  now(): Date {
    return new Date(this.#ms);
  }

  monotonicMs(): number {
    return this.#ms;
  }

  advance(ms: number): void {
    this.#ms += ms;
  }
}

const ORDER = "PRO-20260304050607-4410.xml";
let folder: string;
let clock: HandClock;
let client: FakeGovernedClient;

function watch(): FolderWatcher {
  const importer = new FileImporter(client, clock);
  const services = { importer, clock, ids: new UlidFactory(clock), logger: pino({ level: "silent" }) };
  return new FolderWatcher(() => Promise.resolve([{ profile: bakery(), path: folder }]), services);
}

/** A file has to look the same in two polls before it is taken. */
async function pollTwice(watcher: FolderWatcher): Promise<void> {
  await watcher.poll();
  await watcher.poll();
}

const drop = (name: string, text: string): Promise<void> => writeFile(join(folder, name), text);
const list = async (inner = ""): Promise<string[]> =>
  (await readdir(join(folder, inner), { withFileTypes: true }))
    .filter((entry) => !entry.isDirectory())
    .map(({ name }) => name)
    .toSorted();
const reportOf = async (path: string): Promise<FileReport> =>
  JSON.parse(await readFile(join(folder, `${path}.report.json`), "utf8")) as FileReport;

describe("FolderWatcher", () => {
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), "interlock-b2mml-"));
    clock = new HandClock();
    client = new FakeGovernedClient();
  });
  afterEach(() => rm(folder, { recursive: true }));

  it("imports a file once it is stable and keeps it with its report in .done", async () => {
    await drop(ORDER, breadOrder());
    const watcher = watch();
    await watcher.poll();
    assert.deepEqual(await list(), [ORDER]);
    await watcher.poll();
    assert.deepEqual([await list(), await list(".processing")], [[], []]);
    assert.deepEqual(await list(".done"), [ORDER, `${ORDER}.report.json`]);
    const report = await reportOf(`.done/${ORDER}`);
    assert.deepEqual(
      [report.outcome, report.plantCode, report.results[0]?.resource],
      ["TAKEN", "P900", "order P900/4410"],
    );
  });

  it("makes folders that only its user may read, and leaves the mode of one that is there", async () => {
    await mkdir(join(folder, ".err"));
    await chmod(join(folder, ".err"), 0o750);
    await watch().poll();
    const modes = await Promise.all(
      [".processing", ".done", ".err"].map(async (inner) => (await stat(join(folder, inner))).mode & 0o777),
    );
    assert.deepEqual(modes, [0o700, 0o700, 0o750]);
  });

  it("leaves a file alone while it grows", async () => {
    const watcher = watch();
    await drop(ORDER, breadOrder().slice(0, 100));
    await watcher.poll();
    await drop(ORDER, breadOrder());
    await watcher.poll();
    assert.deepEqual(client.sent, []);
    await watcher.poll();
    assert.equal(client.sent.length, 1);
  });

  it("moves a refused file to .err with every finding in its report", async () => {
    await drop("order.xml", breadOrder({ center: "9" }));
    await drop("broken.XML", "<a>");
    await pollTwice(watch());
    assert.deepEqual(await list(".err"), [
      "broken.XML",
      "broken.XML.report.json",
      "order.xml",
      "order.xml.report.json",
    ]);
    assert.equal((await reportOf(".err/broken.XML")).outcome, "UNREADABLE");
    const codes = (await reportOf(".err/order.xml")).findings.map((finding) => finding.code);
    assert.ok(codes.includes("MAPPING_MISSING"));
  });

  it("takes no other files, no links and no hidden files", async () => {
    await drop("notes.txt", breadOrder());
    await drop(".partial.xml", breadOrder());
    await symlink("/etc/hostname", join(folder, "link.xml"));
    await pollTwice(watch());
    assert.deepEqual(await list(), [".partial.xml", "link.xml", "notes.txt"]);
  });

  it("puts a file back while the gateway is away and imports it later under the same key", async () => {
    await drop(ORDER, breadOrder());
    client.answer = () => Promise.reject(new Error("connection refused"));
    const watcher = watch();
    await pollTwice(watcher);
    assert.deepEqual([await list(), await list(".processing")], [[ORDER], []]);
    client.answer = acceptEverything;
    clock.advance(60_000);
    await pollTwice(watcher);
    assert.deepEqual(await list(".done"), [ORDER, `${ORDER}.report.json`]);
    assert.deepEqual([client.sent.length, client.effects], [2, 1]);
  });

  it("waits longer after each failed try", async () => {
    await drop(ORDER, breadOrder());
    client.answer = () => ({ status: 503, body: { code: "DATABASE_UNAVAILABLE", retryable: true } });
    const watcher = watch();
    for (let second = 0; second < 120; second++) {
      await watcher.poll();
      clock.advance(1000);
    }
    assert.ok(client.sent.length >= 5 && client.sent.length <= 9, `${client.sent.length} tries in two minutes`);
    assert.deepEqual(await list(), [ORDER]);
  });

  it("does not let one file that cannot be delivered hold up the others", async () => {
    await drop("a.xml", breadOrder());
    await drop("b.xml", breadOrder().replace("4410", "4411"));
    client.answer = (request) =>
      JSON.stringify(request.body).includes("4410") ? { status: 500, body: {} } : acceptEverything(request);
    await pollTwice(watch());
    assert.deepEqual([await list(), await list(".done")], [["a.xml"], ["b.xml", "b.xml.report.json"]]);
  });

  it("imports each file once when two processes watch one folder", async () => {
    const names = Array.from({ length: 20 }, (_, index) => `order-${index + 10}.xml`);
    for (const [index, name] of names.entries()) await drop(name, breadOrder().replace("4410", `55${index + 10}`));
    const [one, two] = [watch(), watch()];
    await Promise.all([one.poll(), two.poll()]);
    await Promise.all([one.poll(), two.poll()]);
    assert.deepEqual([client.sent.length, client.effects], [20, 20]);
    assert.equal((await list(".done")).length, 40);
    assert.deepEqual([await list(), await list(".processing"), await list(".err")], [[], [], []]);
  });

  it("takes over the file of a process that died, and only then", async () => {
    await mkdir(join(folder, ".processing"));
    await drop(ORDER, breadOrder());
    const claimed = `${clock.now().getTime()}-${new UlidFactory(clock).next()}~${ORDER}`;
    await utimes(join(folder, ORDER), clock.now(), clock.now());
    await rename(join(folder, ORDER), join(folder, ".processing", claimed));
    const watcher = watch();
    clock.advance(CLAIM_STALE_MS);
    await pollTwice(watcher);
    assert.deepEqual(await list(".processing"), [claimed]);
    clock.advance(1);
    await pollTwice(watcher);
    assert.deepEqual([await list(".processing"), await list(".done")], [[], [ORDER, `${ORDER}.report.json`]]);
  });

  it("does not take over a claim that its process keeps touching", async () => {
    await mkdir(join(folder, ".processing"));
    const claimed = join(folder, ".processing", `${clock.now().getTime()}-${new UlidFactory(clock).next()}~${ORDER}`);
    await writeFile(claimed, breadOrder());
    clock.advance(CLAIM_STALE_MS * 3);
    await utimes(claimed, clock.now(), clock.now());
    await pollTwice(watch());
    assert.deepEqual(client.sent, []);
  });

  it("loses neither of two files of one name when the second comes while the first is imported", async () => {
    const second = breadOrder().replace("4410", "4411");
    await drop(ORDER, breadOrder());
    client.answer = async (request) => {
      if (client.sent.length === 1) await drop(ORDER, second);
      return acceptEverything(request);
    };
    const watcher = watch();
    await pollTwice(watcher);
    await pollTwice(watcher);
    assert.equal(client.effects, 2);
    assert.equal((await list(".done")).filter((name) => name.endsWith(".xml")).length, 2);
  });

  it("keeps polling the other folders when one cannot be read", async () => {
    await drop(ORDER, breadOrder());
    await drop("file", "");
    const importer = new FileImporter(client, clock);
    const services = { importer, clock, ids: new UlidFactory(clock), logger: pino({ level: "silent" }) };
    const paths = [join(folder, "file", "below-a-file"), folder];
    const watcher = new FolderWatcher(
      () => Promise.resolve(paths.map((path) => ({ profile: bakery(), path }))),
      services,
    );
    await pollTwice(watcher);
    assert.deepEqual(await list(".done"), [ORDER, `${ORDER}.report.json`]);
  });

  it("runs until it is stopped and leaves the files after the one in work", async () => {
    await drop("a.xml", breadOrder());
    await drop("b.xml", breadOrder().replace("4410", "4411"));
    const watcher = watch();
    await watcher.poll();
    const imported = new Promise<void>((resolve) => {
      client.answer = (request) => {
        resolve();
        return acceptEverything(request);
      };
    });
    watcher.start();
    await imported;
    await watcher.stop();
    assert.deepEqual([await list(), await list(".done")], [["b.xml"], ["a.xml", "a.xml.report.json"]]);
  });
});

describe("plantFolders", () => {
  const plants = (...watchFolders: readonly (string | undefined)[]) => ({
    list: () => Promise.resolve(watchFolders.map((watchFolder) => ({ ...applied, profile: bakery({ watchFolder }) }))),
  });
  const applied = { plantCode: "P900", version: 1, checksum: "", appliedAt: new Date(0), appliedBy: "test" };

  it("lists the folders of active plants below the data folder", async () => {
    const folders = await plantFolders(plants("b2mml/P900", undefined), "/data")();
    assert.deepEqual(
      folders.map(({ path }) => path),
      ["/data/b2mml/P900"],
    );
  });

  it("lists no folder outside the data folder", async () => {
    assert.deepEqual(await plantFolders(plants("../x", "a/../../x", ".", "../data-other"), "/data")(), []);
  });
});
