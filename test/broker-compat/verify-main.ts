/** A process that runs the Verifier of the package and with the options that its two arguments name. */
const [name = "", options = "{}"] = process.argv.slice(2);

type VerifierClass = new (options: unknown) => { verifyProvider(): Promise<unknown> };
const { Verifier } = (await import(name)) as { readonly Verifier: VerifierClass };
try {
  await new Verifier(JSON.parse(options)).verifyProvider();
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
}
