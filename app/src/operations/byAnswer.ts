/** What answers are told apart by where they are counted and logged. */
export interface AnswerKind {
  readonly method: string;
  /** The pattern of the route, never the path: as many kinds as there are routes. */
  readonly route: string;
  readonly status: number;
}

/** One value for each kind of answer, made when the first of its kind is given: found without a key made for each answer. */
export class ByAnswer<Value> {
  readonly #routes = new Map<string, Map<string, Map<number, Value>>>();
  readonly #make: (kind: AnswerKind) => Value;

  constructor(make: (kind: AnswerKind) => Value) {
    this.#make = make;
  }

  of(method: string, route: string, status: number): Value {
    const methods = within(this.#routes, route, () => new Map<string, Map<number, Value>>());
    const statuses = within(methods, method, () => new Map<number, Value>());
    return within(statuses, status, () => this.#make({ method, route, status }));
  }

  all(): readonly Value[] {
    return [...this.#routes.values()].flatMap((methods) =>
      [...methods.values()].flatMap((statuses) => [...statuses.values()]),
    );
  }
}

function within<Key, Value>(map: Map<Key, Value>, key: Key, make: () => Value): Value {
  const known = map.get(key);
  if (known !== undefined) return known;
  const made = make();
  map.set(key, made);
  return made;
}
