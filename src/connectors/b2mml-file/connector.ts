import type { PlantProfile } from "../../plants/public.js";
import type {
  ConnectorCapabilities,
  ConnectorFactory,
  ErpConnector,
  ErpDocumentRef,
  PostingDocument,
  SendOutcome,
} from "../connector.js";
import { outcomeOfFailure, refusal } from "../send-outcome.js";
import { DropFolder } from "./drop-folder.js";
import { type B2mmlVersion, performanceMessage } from "./performance-message.js";

/** `systems.erp.options` of the adapter. */
export interface B2mmlFileOptions {
  readonly version?: B2mmlVersion;
}

/**
 * An ERP that takes performance messages of B2MML as files. The external key is the file's name, and the same posting
 * gives the same bytes, so that a file which is written twice is one file. The ERP moves what it has taken into `done` and
 * what it refuses into `err`; APPLIED means handed over.
 */
export class B2mmlFileConnector implements ErpConnector {
  readonly capabilities: ConnectorCapabilities = {
    idempotencyKey: true,
    readBack: true,
    batch: false,
    maxRate: undefined,
  };
  readonly #folder: DropFolder;
  readonly #version: B2mmlVersion;

  constructor(
    private readonly profile: PlantProfile,
    options: B2mmlFileOptions,
    dataFolder: string,
  ) {
    const { url, timeoutMs } = profile.systems.erp;
    this.#version = options.version ?? "V7";
    // A send looks twice and writes once; together they must fit into the lease of a posting.
    this.#folder = new DropFolder(url, dataFolder, Math.ceil(timeoutMs / 2));
  }

  async probe(): Promise<boolean> {
    return await this.#folder.check().then(
      () => true,
      () => false,
    );
  }

  async send(document: PostingDocument, externalKey: string): Promise<SendOutcome> {
    const name = fileName(externalKey);
    try {
      const text = performanceMessage(document, externalKey, this.profile, this.#version);
      const before = await this.#folder.state(name);
      if (before.state === "HANDED_OVER") return { outcome: "DUPLICATE", document: { number: name } };
      if (before.state === "FAILED") return refusal("REJECTED", "ERP_REJECTED", name, refusedText(name, before.text));
      await this.#folder.write(name, text);
      return { outcome: "APPLIED", document: { number: name } };
    } catch (error) {
      return outcomeOfFailure(error);
    }
  }

  async find(_document: PostingDocument, externalKey: string): Promise<ErpDocumentRef | undefined> {
    const name = fileName(externalKey);
    return (await this.#folder.state(name)).state === "HANDED_OVER" ? { number: name } : undefined;
  }
}

export class B2mmlFileFactory implements ConnectorFactory<ErpConnector> {
  readonly adapter = "b2mml-file";

  /** @param dataFolder that the folders of plants lie in */
  constructor(private readonly dataFolder: string) {}

  create(profile: PlantProfile): ErpConnector {
    // The schema of plant profiles has proven the options of this adapter.
    const options: B2mmlFileOptions = profile.systems.erp.options ?? {};
    return new B2mmlFileConnector(profile, options, this.dataFolder);
  }
}

const fileName = (externalKey: string): string => `${externalKey}.xml`;

function refusedText(name: string, reason: string): string {
  const remedy = `Mend the cause, take err/${name} away, then release this posting.`;
  return `${reason === "" ? "The ERP refused the file without a reason." : reason} ${remedy}`;
}
