/**
 * Patterns that are matched in time linear in the text, whatever the pattern: what RE2 knows of names (no back references, no look-around). A text is
 * searched by a DFA that is made as it goes.
 */

/** The pattern is none, and why. */
export class PatternError extends Error {}

type Node =
  | { readonly kind: 'set'; readonly set: CharSet }
  | { readonly kind: 'all'; readonly nodes: readonly Node[] }
  | { readonly kind: 'any'; readonly nodes: readonly Node[] }
  | { readonly kind: 'repeat'; readonly node: Node; readonly min: number; readonly max: number }
  | { readonly kind: 'assert'; readonly what: Assertion };

type Assertion = '^' | '$' | 'b' | 'B';
type CharSet = (code: number) => boolean;

type Instruction =
  | { readonly op: 'set'; readonly set: CharSet }
  | { readonly op: 'split'; readonly to: number[] }
  | { readonly op: 'assert'; readonly what: Assertion; readonly to: number[] }
  | { readonly op: 'match' };

const MOST_INSTRUCTIONS = 1000;
const MOST_REPEATS = 100;
const MOST_STATES = 2000;
const END = -1;

const DIGIT: CharSet = (c) => c >= 48 && c <= 57;
const WORD: CharSet = (c) => DIGIT(c) || (c >= 65 && c <= 90) || (c >= 97 && c <= 122) || c === 95;
const SPACE: CharSet = (c) => c === 32 || (c >= 9 && c <= 13);
const ANY: CharSet = (c) => c !== 10;
const CLASSES: Readonly<Record<string, CharSet>> = { d: DIGIT, w: WORD, s: SPACE };
const CONTROLS: Readonly<Record<string, string>> = { n: '\n', t: '\t', r: '\r' };

/** Reads a pattern. `(?i)` at its beginning ignores case, and so does a pattern without a capital. */
class Parser {
  private at = 0;
  private readonly fold: boolean;

  constructor(private readonly text: string) {
    const asked = text.startsWith('(?i)');
    this.at = asked ? 4 : 0;
    this.fold = asked || !/(?<!\\)[A-Z]/.test(text);
  }

  parse(): Node {
    const node = this.alternatives();
    if (this.at < this.text.length) {
      throw new PatternError(`“)” at ${this.at + 1} closes nothing`);
    }
    return node;
  }

  private alternatives(): Node {
    const nodes = [this.sequence()];
    while (this.taken('|')) {
      nodes.push(this.sequence());
    }
    return nodes.length === 1 && nodes[0] ? nodes[0] : { kind: 'any', nodes };
  }

  private sequence(): Node {
    const nodes: Node[] = [];
    while (this.at < this.text.length && this.text[this.at] !== '|' && this.text[this.at] !== ')') {
      nodes.push(this.repeated(this.atom()));
    }
    return { kind: 'all', nodes };
  }

  private repeated(node: Node): Node {
    let result = node;
    for (;;) {
      const bounds = this.bounds();
      if (!bounds) {
        return result;
      }
      this.taken('?');
      result = { kind: 'repeat', node: result, min: bounds[0], max: bounds[1] };
    }
  }

  private bounds(): readonly [min: number, max: number] | undefined {
    if (this.taken('*')) {
      return [0, Number.POSITIVE_INFINITY];
    }
    if (this.taken('+')) {
      return [1, Number.POSITIVE_INFINITY];
    }
    if (this.taken('?')) {
      return [0, 1];
    }
    const counted = /^\{(\d{1,4})(,(\d{0,4}))?}/.exec(this.text.slice(this.at));
    if (!counted) {
      return undefined;
    }
    this.at += counted[0].length;
    const min = Number(counted[1]);
    const max = counted[2] === undefined ? min : counted[3] ? Number(counted[3]) : Number.POSITIVE_INFINITY;
    if (min > MOST_REPEATS || (max !== Number.POSITIVE_INFINITY && (max > MOST_REPEATS || max < min))) {
      throw new PatternError(`${counted[0]} is not among {0,${MOST_REPEATS}}`);
    }
    return [min, max];
  }

  private atom(): Node {
    const c = this.text[this.at++] ?? '';
    switch (c) {
      case '(':
        return this.group();
      case '[':
        return { kind: 'set', set: this.charClass() };
      case '.':
        return { kind: 'set', set: ANY };
      case '^':
      case '$':
        return { kind: 'assert', what: c };
      case '*':
      case '+':
      case '?':
        throw new PatternError(`“${c}” at ${this.at} repeats nothing`);
      case '\\':
        return this.escape();
      default:
        return this.literal(c);
    }
  }

  private group(): Node {
    if (this.text[this.at] === '?') {
      if (!this.text.startsWith('?:', this.at)) {
        throw new PatternError(`“(${this.text.slice(this.at, this.at + 2)}” at ${this.at} is not known here`);
      }
      this.at += 2;
    }
    const node = this.alternatives();
    if (!this.taken(')')) {
      throw new PatternError('a “(” is not closed');
    }
    return node;
  }

  private escape(): Node {
    const c = this.text[this.at++];
    if (c === undefined) {
      throw new PatternError('“\\” at the end escapes nothing');
    }
    if (c === 'b' || c === 'B') {
      return { kind: 'assert', what: c };
    }
    if (c === 'A' || c === 'z') {
      return { kind: 'assert', what: c === 'A' ? '^' : '$' };
    }
    if (c === 'Q') {
      const end = this.text.indexOf('\\E', this.at);
      const quoted = this.text.slice(this.at, end < 0 ? undefined : end);
      this.at = end < 0 ? this.text.length : end + 2;
      return { kind: 'all', nodes: [...quoted].flatMap((one) => this.literal(one)) };
    }
    const set = this.classEscape(c);
    return set ? { kind: 'set', set } : this.literal(CONTROLS[c] ?? c);
  }

  private classEscape(c: string): CharSet | undefined {
    const set = CLASSES[c.toLowerCase()];
    if (set) {
      return c === c.toLowerCase() ? set : (code) => !set(code);
    }
    if (/[a-zA-Z0-9]/.test(c) && !CONTROLS[c]) {
      throw new PatternError(`“\\${c}” is not known here`);
    }
    return undefined;
  }

  private charClass(): CharSet {
    const negated = this.taken('^');
    const sets: CharSet[] = [];
    for (let first = true; ; first = false) {
      const c = this.text[this.at++];
      if (c === undefined) {
        throw new PatternError('a “[” is not closed');
      }
      if (c === ']' && !first) {
        break;
      }
      if (c === '\\') {
        const escaped = this.text[this.at++] ?? '';
        const set = this.classEscape(escaped);
        sets.push(set ?? this.range(CONTROLS[escaped] ?? escaped));
      } else {
        sets.push(this.range(c));
      }
    }
    const union = this.folded((code) => sets.some((set) => set(code)));
    return (code) => union(code) !== negated;
  }

  private range(from: string): CharSet {
    const low = from.charCodeAt(0);
    let high = low;
    if (this.text[this.at] === '-' && this.text[this.at + 1] !== ']' && this.at + 1 < this.text.length) {
      this.at++;
      const c = this.text[this.at++] ?? '';
      high = (c === '\\' ? (this.text[this.at++] ?? '') : c).charCodeAt(0);
      if (!(high >= low)) {
        throw new PatternError(`the range that begins with “${from}” is upside down`);
      }
    }
    return (code) => code >= low && code <= high;
  }

  /** One character, which may be two units of UTF-16. */
  private literal(c: string): Node {
    const nodes = c.split('').map((unit): Node => {
      const code = unit.charCodeAt(0);
      return { kind: 'set', set: this.folded((other) => other === code) };
    });
    return nodes.length === 1 && nodes[0] ? nodes[0] : { kind: 'all', nodes };
  }

  private folded(set: CharSet): CharSet {
    return this.fold ? (code) => set(code) || set(otherCase(code)) : set;
  }

  private taken(c: string): boolean {
    const isIt = this.text[this.at] === c;
    this.at += isIt ? 1 : 0;
    return isIt;
  }
}

function otherCase(code: number): number {
  if (code < 128) {
    return (code >= 65 && code <= 90) || (code >= 97 && code <= 122) ? code ^ 32 : code;
  }
  const c = String.fromCharCode(code);
  const lower = c.toLowerCase();
  const other = lower === c ? c.toUpperCase() : lower;
  return other.length === 1 ? other.charCodeAt(0) : code;
}

/** Instructions in which each knows where it goes on; the last one matches. */
function program(node: Node): readonly Instruction[] {
  const all: Instruction[] = [];
  const push = (instruction: Instruction) => {
    if (all.length >= MOST_INSTRUCTIONS) {
      throw new PatternError('it repeats too much; use smaller counts');
    }
    all.push(instruction);
  };
  const emit = (one: Node): void => {
    switch (one.kind) {
      case 'set':
        push({ op: 'set', set: one.set });
        break;
      case 'assert':
        push({ op: 'assert', what: one.what, to: [all.length + 1] });
        break;
      case 'all':
        one.nodes.forEach(emit);
        break;
      case 'any':
        alternatives(one.nodes);
        break;
      case 'repeat':
        repeat(one.node, one.min, one.max);
        break;
    }
  };
  const alternatives = (nodes: readonly Node[]) => {
    const split: number[] = [];
    push({ op: 'split', to: split });
    const ends: number[][] = [];
    for (const one of nodes) {
      split.push(all.length);
      emit(one);
      const end: number[] = [];
      push({ op: 'split', to: end });
      ends.push(end);
    }
    for (const end of ends) {
      end.push(all.length);
    }
  };
  const repeat = (one: Node, min: number, max: number) => {
    for (let i = 0; i < min; i++) {
      emit(one);
    }
    if (max === Number.POSITIVE_INFINITY) {
      const before = all.length;
      const split = [before + 1];
      push({ op: 'split', to: split });
      emit(one);
      push({ op: 'split', to: [before] });
      split.push(all.length);
      return;
    }
    const splits: number[][] = [];
    for (let i = min; i < max; i++) {
      const split = [all.length + 1];
      push({ op: 'split', to: split });
      splits.push(split);
      emit(one);
    }
    for (const split of splits) {
      split.push(all.length);
    }
  };
  emit(node);
  push({ op: 'match' });
  return all;
}

/** Where instructions wait for the next character, and what the last one was. */
interface State {
  readonly waiting: readonly number[];
  readonly before: 'nothing' | 'word' | 'other';
  readonly next: Map<number, State | true | false>;
}

export class Pattern {
  private readonly code: readonly Instruction[];
  private states = new Map<string, State>();
  private readonly seen: Int32Array;
  private round = 0;

  /** @throws PatternError when it is none */
  constructor(text: string) {
    this.code = program(new Parser(text).parse());
    this.seen = new Int32Array(this.code.length);
  }

  /** Whether it matches somewhere in a text. */
  test(text: string): boolean {
    let state = this.state([0], 'nothing');
    for (let i = 0; i <= text.length; i++) {
      const code = i < text.length ? text.charCodeAt(i) : END;
      let next = state.next.get(code);
      if (next === undefined) {
        next = this.step(state, code);
        state.next.set(code, next);
      }
      if (typeof next === 'boolean') {
        return next;
      }
      state = next;
    }
    return false;
  }

  /** True where it matches before the character, false where the text is over. */
  private step(state: State, code: number): State | boolean {
    this.round++;
    const open = [...state.waiting];
    const waiting: number[] = [0];
    for (let at = open.pop(); at !== undefined; at = open.pop()) {
      const instruction = this.code[at];
      if (!instruction || this.seen[at] === this.round) {
        continue;
      }
      this.seen[at] = this.round;
      if (instruction.op === 'match') {
        return true;
      }
      if (instruction.op === 'set') {
        if (code !== END && instruction.set(code)) {
          waiting.push(at + 1);
        }
      } else if (instruction.op === 'split' || holds(instruction.what, state.before, code)) {
        open.push(...instruction.to);
      }
    }
    return code === END ? false : this.state(waiting, WORD(code) ? 'word' : 'other');
  }

  private state(waiting: readonly number[], before: State['before']): State {
    const sorted = [...new Set(waiting)].sort((a, b) => a - b);
    const key = `${before} ${sorted.join(' ')}`;
    let state = this.states.get(key);
    if (!state) {
      if (this.states.size >= MOST_STATES) {
        this.states = new Map();
      }
      state = { waiting: sorted, before, next: new Map() };
      this.states.set(key, state);
    }
    return state;
  }
}

function holds(what: Assertion, before: State['before'], code: number): boolean {
  switch (what) {
    case '^':
      return before === 'nothing';
    case '$':
      return code === END;
    default: {
      const isBoundary = (before === 'word') !== (code !== END && WORD(code));
      return isBoundary === (what === 'b');
    }
  }
}

/** A text as a pattern that matches it alone. */
export function quoted(text: string): string {
  return text.replace(/[\\.+*?()|[\]{}^$]/g, '\\$&');
}
