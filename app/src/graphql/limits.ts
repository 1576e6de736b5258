import {
  type ASTVisitor,
  type FieldNode,
  GraphQLError,
  Kind,
  type SelectionSetNode,
  type ValidationContext,
  type ValidationRule,
} from "graphql";

/** Levels of fields in one another. The deepest question that a page asks has five. */
export const mostDepth = 8;
/** Fields that an answer may have, each counted as often as its lists are long. */
export const mostCost = 2_000;
/** Names, numbers and signs that a question may be written with: looking for conflicts takes the square of them. */
export const mostTokens = 1_000;
/** Longest page of a list. */
export const mostItems = 100;

/** Introspection nests deeper than data, and costs no query. */
const free = /^__/;
const defaultItems = 20;

interface Measure {
  readonly depth: number;
  readonly cost: number;
}

const nothing: Measure = { depth: 0, cost: 0 };

/** What each fragment comes to, by its name. */
type Fragments = Map<string, Measure>;

/**
 * Refuses a question before any of it is answered: one that is too deep, or whose answer would be too large. Every field
 * counts one, times the `first` of each list that it is in.
 */
export const limitDepthAndCost: ValidationRule = (context: ValidationContext): ASTVisitor => {
  const fragments: Fragments = new Map();
  return {
    OperationDefinition(operation) {
      const { depth, cost } = measure(context, operation.selectionSet, fragments);
      if (depth > mostDepth) refuse(context, `The question is ${depth} levels deep; ${mostDepth} are answered.`);
      if (cost > mostCost)
        refuse(context, `The answer could have ${cost} fields; ${mostCost} are given. Ask for fewer.`);
    },
  };
};

function refuse(context: ValidationContext, message: string): void {
  context.reportError(new GraphQLError(message));
}

function measure(context: ValidationContext, { selections }: SelectionSetNode, fragments: Fragments): Measure {
  const parts = selections.map((selection): Measure => {
    if (selection.kind === Kind.FIELD) return measureField(context, selection, fragments);
    if (selection.kind === Kind.INLINE_FRAGMENT) return measure(context, selection.selectionSet, fragments);
    return measureFragment(context, selection.name.value, fragments);
  });
  return {
    depth: Math.max(0, ...parts.map(({ depth }) => depth)),
    // Stops growing, so that fragments in fragments cannot make the counting itself expensive to write down.
    cost: Math.min(
      Number.MAX_SAFE_INTEGER,
      parts.reduce((sum, { cost }) => sum + cost, 0),
    ),
  };
}

/** Measured once, wherever it is used: each of thirty that uses the next one twice would be measured a billion times. */
function measureFragment(context: ValidationContext, name: string, fragments: Fragments): Measure {
  const known = fragments.get(name);
  if (known) return known;
  // A fragment within itself is another rule's business, as is one that is not there.
  fragments.set(name, nothing);
  const fragment = context.getFragment(name);
  const measured = fragment ? measure(context, fragment.selectionSet, fragments) : nothing;
  fragments.set(name, measured);
  return measured;
}

function measureField(context: ValidationContext, field: FieldNode, fragments: Fragments): Measure {
  if (free.test(field.name.value) || !field.selectionSet) return { depth: 1, cost: 1 };
  const { depth, cost } = measure(context, field.selectionSet, fragments);
  return { depth: depth + 1, cost: 1 + cost * itemsOf(field) };
}

/** How long a list may get: a number that is a variable counts as the longest page. */
function itemsOf(field: FieldNode): number {
  const lists = ["users", "feed", "posts", "following", "followers"];
  const first = field.arguments?.find(({ name }) => name.value === "first")?.value;
  if (!first) return lists.includes(field.name.value) && hasItems(field) ? defaultItems : 1;
  return first.kind === Kind.INT ? Math.max(1, Number(first.value)) : mostItems;
}

/** The counts have a field named `posts` too, which is a number. */
function hasItems({ selectionSet }: FieldNode): boolean {
  return selectionSet !== undefined;
}
