/**
 * Primes whose subgroup of powers of 65537 is small. Moduli of the broken Infineon library (ROCA, CVE-2017-15361) are
 * powers of 65537 modulo each of them; of other moduli about one in 2^27 is by chance.
 */
const PRIMES = [11, 13, 17, 19, 37, 53, 61, 71, 73, 79, 97, 103, 107, 109, 127, 151, 157];
const GENERATOR = 65_537;

const SUBGROUPS: readonly (readonly [bigint, ReadonlySet<bigint>])[] = PRIMES.map((prime) => [
  BigInt(prime),
  powersModulo(prime),
]);

/** Whether an RSA modulus carries the fingerprint of keys that can be factored (Nemec et al. 2017, §2.3). */
export function hasRocaFingerprint(modulus: bigint): boolean {
  return SUBGROUPS.every(([prime, powers]) => powers.has(modulus % prime));
}

function powersModulo(prime: number): ReadonlySet<bigint> {
  const powers = new Set<bigint>();
  for (let power = 1; !powers.has(BigInt(power)); power = (power * GENERATOR) % prime) powers.add(BigInt(power));
  return powers;
}
