/** Hosts of the own network that requests may go to, over http as well: names, addresses, or `*.corp.example`. */
export class AllowedHosts {
  readonly #hosts: ReadonlySet<string>;

  /** @param hosts in lower case, without ports: every port of a host is allowed */
  constructor(hosts: readonly string[]) {
    this.#hosts = new Set(hosts);
  }

  has({ hostname }: Pick<URL, "hostname">): boolean {
    if (this.#hosts.has(hostname)) return true;
    const labels = hostname.split(".");
    return labels.some((_, index) => index > 0 && this.#hosts.has(`*.${labels.slice(index).join(".")}`));
  }
}
