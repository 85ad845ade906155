import { access, constants, open, readFile, rename } from "node:fs/promises";
import { join, resolve, sep } from "node:path";
import { fileURLToPath } from "node:url";
import { InterlockError } from "../../kernel/problem.js";
import { OutboundFailure } from "../outbound-http.js";
import { connectorProblems } from "../problems.js";

/** Folders inside that the ERP moves files to; it makes them. */
const DONE = "done";
const FAILED = "err";
const REASON_CHARACTERS_MAX = 500;

/** What became of a file. */
export type FileState =
  | { readonly state: "ABSENT" }
  /** Still in the folder or already taken by the ERP. */
  | { readonly state: "HANDED_OVER" }
  | { readonly state: "FAILED"; readonly text: string };

/** A folder that an ERP takes files from. It is never made here: a missing folder is a drive that is not mounted. */
export class DropFolder {
  readonly #path: string;

  /** @param url `file:///…`, a path below the data folder @throws InterlockError CONNECTOR_UNKNOWN when it is none */
  constructor(
    url: string,
    dataFolder: string,
    private readonly timeoutMs: number,
  ) {
    this.#path = resolve(join(dataFolder, fileURLToPath(url)));
    if (this.#path.startsWith(resolve(dataFolder) + sep)) return;
    const detail = `systems.erp.url is ${url}; it must name a folder below the data folder.`;
    throw new InterlockError(connectorProblems.CONNECTOR_UNKNOWN, { detail });
  }

  /** @throws OutboundFailure unless files can be read and written there */
  async check(): Promise<void> {
    await this.#inTime("cannot be used", () => access(this.#path, constants.R_OK | constants.W_OK | constants.X_OK));
  }

  /** @throws OutboundFailure when the folder cannot be read */
  async state(name: string): Promise<FileState> {
    await this.check();
    return await this.#inTime("cannot be read", async () => {
      if ((await exists(join(this.#path, name))) || (await exists(join(this.#path, DONE, name))))
        return { state: "HANDED_OVER" };
      const failed = join(this.#path, FAILED, name);
      return (await exists(failed)) ? { state: "FAILED", text: await reasonOf(failed) } : { state: "ABSENT" };
    });
  }

  /** Written under a name the ERP passes over, made durable, then renamed: the ERP sees a whole file or none. */
  async write(name: string, text: string): Promise<void> {
    const draft = join(this.#path, `.${name}.part`);
    await this.#inTime("cannot be written", async () => {
      const file = await open(draft, "w", 0o640);
      try {
        await file.writeFile(text, "utf8");
        await file.sync();
      } finally {
        await file.close();
      }
      await rename(draft, join(this.#path, name));
      await syncFolder(this.#path);
    });
  }

  /** A network drive that hangs must not hold up a worker; whether it has written is not known then. */
  async #inTime<Result>(what: string, work: () => Promise<Result>): Promise<Result> {
    let timer: NodeJS.Timeout | undefined;
    const tooLate = new Promise<never>((_resolve, reject) => {
      const text = `the folder ${this.#path} gave no answer within ${this.timeoutMs} ms`;
      timer = setTimeout(() => reject(new OutboundFailure(text, true, undefined)), this.timeoutMs);
    });
    try {
      return await Promise.race([work(), tooLate]);
    } catch (error) {
      if (error instanceof OutboundFailure) throw error;
      const reason = error instanceof Error ? error.message : String(error);
      throw new OutboundFailure(`the folder ${this.#path} ${what}: ${reason}`, false, error);
    } finally {
      clearTimeout(timer);
    }
  }
}

const exists = async (path: string): Promise<boolean> =>
  await access(path).then(
    () => true,
    (error: unknown) => {
      if (error instanceof Error && "code" in error && error.code === "ENOENT") return false;
      throw error;
    },
  );

/** The ERP may lay a file `<name>.txt` beside what it refused. */
const reasonOf = async (path: string): Promise<string> =>
  await readFile(`${path}.txt`, "utf8").then(
    (text) => text.trim().slice(0, REASON_CHARACTERS_MAX),
    () => "",
  );

async function syncFolder(path: string): Promise<void> {
  const folder = await open(path, "r");
  try {
    await folder.sync();
  } finally {
    await folder.close();
  }
}
