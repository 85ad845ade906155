import {
  compilePolicyFiles,
  PolicyError,
  policyFolder,
  readPolicyCases,
  readPolicyFiles,
  runPolicyCases,
} from "../src/platform/security/public.js";
import { fieldCatalogueFaults } from "../test/security/authorisation/field-catalogue.js";
import { type Mutant, mutantsOf } from "./policy-mutants/mutate-policy.js";

/** Breaks each line of the policy in turn, and counts what its own guards and the cases of its tests notice. */
const KILLED_SHARE_MIN = 0.98;

const cases = readPolicyCases(policyFolder);
const files = readPolicyFiles();
const broken = runPolicyCases(compilePolicyFiles(files), cases).filter(({ hasPassed }) => !hasPassed);
if (broken.length > 0) {
  process.stdout.write(`The policy itself fails ${broken.length} of its cases; run interlock policy test.\n`);
  process.exit(1);
}

const mutants = mutantsOf(files);
const survivors = mutants.filter((mutant) => !isNoticed(mutant));
const share = 1 - survivors.length / mutants.length;
for (const { name } of survivors) process.stdout.write(`survived: ${name}\n`);
const percent = (100 * share).toFixed(2);
process.stdout.write(
  `${mutants.length} mutants, ${mutants.length - survivors.length} killed: ${percent} % (target ${100 * KILLED_SHARE_MIN} %)\n`,
);
if (share < KILLED_SHARE_MIN || mutants.length === 0) process.exitCode = 1;

function isNoticed({ files: changed }: Mutant): boolean {
  try {
    const policy = compilePolicyFiles(changed);
    return runPolicyCases(policy, cases).some(({ hasPassed }) => !hasPassed) || fieldCatalogueFaults(policy).length > 0;
  } catch (error) {
    if (error instanceof PolicyError) return true;
    throw error;
  }
}
