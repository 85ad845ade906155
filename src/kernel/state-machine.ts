/** The allowed transitions of one state column: from each state to those that may follow. */
export interface StateMachine<S extends string> {
  /** Name under which the database guards it (table il.state_transition). */
  readonly name: string;
  readonly initial: readonly S[];
  readonly transitions: { readonly [From in S]: readonly S[] };
}

export function canTransition<S extends string>(machine: StateMachine<S>, from: S, to: S): boolean {
  return machine.transitions[from].includes(to);
}
