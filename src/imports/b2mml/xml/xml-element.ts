/** One element of a parsed file, namespaces resolved. */
export class XmlElement {
  constructor(
    /** Name without its prefix. */
    readonly name: string,
    /** Namespace name, empty when there is none. */
    readonly namespace: string,
    readonly attributes: Readonly<Record<string, string>>,
    /** Own text, references decoded, outer white space removed. */
    readonly text: string,
    readonly children: readonly XmlElement[],
    /** Where the element stands: `/Root/Child[2]/Name`; the number counts siblings of one name from 1. */
    readonly pointer: string,
  ) {}

  /** Children of that name in the namespace of this element; elements of extensions are passed over. */
  all(name: string): readonly XmlElement[] {
    return this.children.filter((child) => child.name === name && child.namespace === this.namespace);
  }

  first(name: string): XmlElement | undefined {
    return this.all(name)[0];
  }

  /** Text of the first child of that name; undefined when it is absent or empty. */
  textOf(name: string): string | undefined {
    const text = this.first(name)?.text;
    return text === "" ? undefined : text;
  }
}
