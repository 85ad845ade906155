// Rules of CONTRIBUTING.md that no linter of ours can state. Runs without a build: node scripts/source-rules.ts
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

const FOLDERS = ["src", "migrations", "governance-rules", "scripts", "test", "bench"];
const LINES_MAX = 400;

interface TextRule {
  readonly pattern: RegExp;
  readonly message: string;
  /** Files the rule does not speak of. */
  readonly except?: RegExp;
}

const TEXT_RULES: readonly TextRule[] = [
  {
    pattern: /new Date\(\)/,
    message: "takes the time from the machine; take a Clock (src/kernel/clock.ts)",
    except: /^src\/kernel\/clock\.ts$|^scripts\/|\.spec\.ts$/,
  },
  {
    pattern: /as unknown as/,
    message: "casts around the type checker; parse the value where it enters",
    except: /^scripts\//,
  },
  { pattern: /@ts-(ignore|expect-error|nocheck)/, message: "silences the type checker", except: /^scripts\// },
  { pattern: /\b(TODO|FIXME)\b/, message: "leaves work behind; do it or open an issue", except: /^scripts\// },
  {
    pattern: /oxlint-disable(?!.*--)/,
    message: "disables a lint rule without a reason after --",
    except: /^scripts\//,
  },
];

const files = FOLDERS.flatMap((folder) => filesBelow(folder)).filter((file) => !file.endsWith(".gen.ts"));
const breaches = files.flatMap((file) => check(file, readFileSync(file, "utf8").split("\n")));
if (breaches.length > 0) process.stderr.write(`${breaches.join("\n")}\n`);
process.stdout.write(`source-rules: ${files.length} files, ${breaches.length} breaches\n`);
process.exitCode = breaches.length === 0 && files.length > 0 ? 0 : 1;

function check(file: string, lines: readonly string[]): string[] {
  const rules = TEXT_RULES.filter((rule) => rule.except === undefined || !rule.except.test(file));
  const found = lines.flatMap((line, index) =>
    rules.filter((rule) => rule.pattern.test(line)).map((rule) => `${file}:${index + 1} ${rule.message}`),
  );
  // A long file must say at its head why it is one file.
  const isTooLong = lines.length > LINES_MAX && !/^(\/\/|\/\*)/.test(lines[0] ?? "");
  return isTooLong ? [...found, `${file}:1 has ${lines.length} lines and no head comment that says why`] : found;
}

function filesBelow(folder: string): string[] {
  return readdirSync(folder, { recursive: true, encoding: "utf8" })
    .filter((name) => name.endsWith(".ts"))
    .map((name) => join(folder, name));
}
