/** Simulator of an ERP that takes files from a folder: moves what it takes into `done`, what it refuses into `err`. */
import { mkdirSync, readdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { join } from "node:path";

export class FileConsumer {
  /** Root elements of the files it took, in the order of their names. */
  readonly taken: { readonly name: string; readonly root: string; readonly text: string }[] = [];
  /** Reason for refusing everything; undefined takes everything. */
  refusal: string | undefined;

  constructor(private readonly folder: string) {
    for (const name of ["done", "err"]) mkdirSync(join(folder, name), { recursive: true });
  }

  /** One look into the folder; half-written files start with a dot and are passed over. */
  poll(): void {
    for (const name of readdirSync(this.folder).toSorted()) {
      if (!name.endsWith(".xml") || name.startsWith(".")) continue;
      const text = readFileSync(join(this.folder, name), "utf8");
      const root = /<([A-Za-z]+)[\s>]/.exec(text.replace(/^<\?[^>]*\?>/, ""))?.[1];
      if (root === undefined || !text.trimEnd().endsWith(`</${root}>`)) this.#refuse(name, "The file is not whole.");
      else if (this.refusal !== undefined) this.#refuse(name, this.refusal);
      else this.#take(name, root, text);
    }
  }

  #take(name: string, root: string, text: string): void {
    renameSync(join(this.folder, name), join(this.folder, "done", name));
    this.taken.push({ name, root, text });
  }

  #refuse(name: string, reason: string): void {
    renameSync(join(this.folder, name), join(this.folder, "err", name));
    writeFileSync(join(this.folder, "err", `${name}.txt`), `${reason}\n`);
  }
}
