// Runs one measurement of bench/ from the build: npm run bench <name> [its arguments]
import { spawnSync } from "node:child_process";
import { existsSync, readdirSync } from "node:fs";
import { join } from "node:path";

const BUILT = join("dist", "bench");

const [name = "", ...rest] = process.argv.slice(2);
const known = existsSync(BUILT) ? readdirSync(BUILT).filter((file) => /^[a-z-]+\.js$/.test(file)) : [];
if (!known.includes(`${name}.js`)) {
  const names = known.map((file) => file.slice(0, -3)).join(", ");
  process.stderr.write(
    `bench: name one measurement of: ${names === "" ? "none is built, run npm run build" : names}\n`,
  );
  process.exit(2);
}
const { status } = spawnSync(process.execPath, [join(BUILT, `${name}.js`), ...rest], { stdio: "inherit" });
process.exit(status ?? 70);
