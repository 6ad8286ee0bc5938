import {
  ANY,
  ANY_BUT_NEWLINE,
  type CharSet,
  not,
  perlClass,
  posixClass,
  range,
  unicodeClass,
  union,
} from './charSet.ts';
import { PatternError } from './error.ts';
import { allOf, anyOf, assertNode, captured, MOST_COPIES, type Node, repeated, setNode } from './node.ts';

interface Flags {
  /** Case does not matter. */
  readonly i: boolean;
  /** `^` and `$` are about lines. */
  readonly m: boolean;
  /** `.` takes the end of a line too. */
  readonly s: boolean;
}

/** What stands between parentheses, as far as it was read. */
interface Group {
  readonly alternatives: Node[][];
  readonly begin: number;
  readonly captures: boolean;
  readonly flagsOutside: Flags;
}

const CONTROLS: Readonly<Record<string, string>> = {
  a: '\x07',
  f: '\f',
  n: '\n',
  r: '\r',
  t: '\t',
  v: '\v',
};

const COUNTS = /\{(0|[1-9]\d*)(?:(,)(0|[1-9]\d*)?)?\}/y;
const FLAGS = /\(\?([imsU]*)(?:-([imsU]+))?([:)])/y;
const NAMED_GROUP = /\(\?P?<\w+>/y;
const POSIX_CLASS = /\[:(.*?):\]/sy;
const UNICODE_CLASS = /\\([pP])(?:\{(\^?)([^}]*)\}|(.))/suy;
const QUOTED = /\\Q(.*?)(?:\\E|$)/sy;
const OCTAL = /\\(0[0-7]{0,2}|[1-7][0-7]{1,2})/y;
const HEXADECIMAL = /\\x(?:([\da-fA-F]{2})|\{([\da-fA-F]+)\})/y;
const MOST_CODE = 0x10ffff;
/** Whoever types writes less; reading takes time for each character. */
const MOST_LENGTH = 10_000;

/**
 * Reads a pattern in the syntax of Go's regexp. One in which nobody asks for a capital ignores case.
 *
 * @throws PatternError when it is none
 */
export function parse(text: string): Node {
  if (text.length > MOST_LENGTH) {
    throw new PatternError(`it is longer than ${MOST_LENGTH} characters`);
  }
  const parser = new Parser(text, false);
  const node = parser.parse();
  return parser.asksForCase ? node : new Parser(text, true).parse();
}

/** Keeps open groups on a stack of its own, so that no pattern is too deep for the browser's. */
class Parser {
  /** Whether a capital was read, or a class that is about case. */
  asksForCase = false;
  private at = 0;
  private flags: Flags;
  private readonly groups: Group[] = [];
  private isAfterRepeat = false;

  constructor(
    private readonly text: string,
    fold: boolean,
  ) {
    this.flags = { i: fold, m: false, s: false };
    this.begin(0, false, this.flags);
  }

  parse(): Node {
    while (this.at < this.text.length) {
      this.isAfterRepeat = this.repeat() || this.atom();
    }
    if (this.groups.length > 1) {
      throw new PatternError(`“(” at ${this.group().begin + 1} is not closed`);
    }
    return this.closed(this.group());
  }

  /** Reads an operator like `*`, if there is one. */
  private repeat(): boolean {
    const begin = this.at;
    const counts = this.bounds();
    if (!counts) {
      return false;
    }
    this.taken('?');
    const operator = this.text.slice(begin, this.at);
    const nodes = this.sequence();
    const last = nodes.pop();
    if (this.isAfterRepeat) {
      throw new PatternError(`“${operator}” at ${begin + 1} repeats what another operator repeats`);
    }
    if (!last) {
      throw new PatternError(`“${operator}” at ${begin + 1} repeats nothing`);
    }
    nodes.push(repeated(last, ...counts));
    return true;
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
    const counted = this.match(COUNTS);
    if (!counted) {
      return undefined;
    }
    const [operator, least, comma, most] = counted;
    const min = Number(least);
    const max = most ? Number(most) : comma ? Number.POSITIVE_INFINITY : min;
    if (min > MOST_COPIES || (Number.isFinite(max) && max > MOST_COPIES)) {
      throw new PatternError(`“${operator}” counts beyond ${MOST_COPIES}`);
    }
    if (max < min) {
      throw new PatternError(`“${operator}” is upside down`);
    }
    return [min, max];
  }

  /** Reads anything but an operator that repeats; false, because it may be repeated. */
  private atom(): false {
    const begin = this.at;
    const c = this.char();
    switch (c) {
      case '(':
        this.at = begin;
        this.open();
        break;
      case ')':
        this.close(begin);
        break;
      case '|':
        this.group().alternatives.push([]);
        break;
      case '.':
        this.push(setNode(this.flags.s ? ANY : ANY_BUT_NEWLINE));
        break;
      case '^':
      case '$':
        this.push(assertNode(this.flags.m ? `(?m)${c}` : c));
        break;
      case '[':
        this.push(setNode(this.charClass(begin)));
        break;
      case '\\':
        this.at = begin;
        this.escape();
        break;
      default:
        this.literal(c);
    }
    return false;
  }

  private open(): void {
    const begin = this.at;
    const outside = this.flags;
    if (this.match(NAMED_GROUP)) {
      this.begin(begin, true, outside);
      return;
    }
    const flags = this.match(FLAGS);
    if (flags) {
      const [, on = '', off = '', end] = flags;
      const is = (flag: keyof Flags) => (outside[flag] || on.includes(flag)) && !off.includes(flag);
      this.flags = { i: is('i'), m: is('m'), s: is('s') };
      if (end === ':') {
        this.begin(begin, false, outside);
      }
      return;
    }
    this.at++;
    if (this.taken('?')) {
      throw new PatternError(`“${this.text.slice(begin, begin + 3)}” at ${begin + 1} is not known here`);
    }
    this.begin(begin, true, outside);
  }

  private begin(begin: number, captures: boolean, flagsOutside: Flags): void {
    this.groups.push({ alternatives: [[]], begin, captures, flagsOutside });
  }

  private close(at: number): void {
    if (this.groups.length === 1) {
      throw new PatternError(`“)” at ${at + 1} closes nothing`);
    }
    const group = this.group();
    const node = this.closed(group);
    this.groups.pop();
    this.flags = group.flagsOutside;
    this.push(node);
  }

  private closed(group: Group): Node {
    const node = anyOf(group.alternatives.map(allOf));
    return group.captures ? captured(node) : node;
  }

  /** An escape outside of a class. */
  private escape(): void {
    const quoted = this.match(QUOTED);
    if (quoted) {
      for (const c of quoted[1] ?? '') {
        this.literal(c);
      }
      return;
    }
    const c = this.text[this.at + 1];
    if (c === 'A' || c === 'z' || c === 'b' || c === 'B') {
      this.at += 2;
      this.push(assertNode(c === 'A' ? '^' : c === 'z' ? '$' : `\\${c}`));
      return;
    }
    const set = this.escapedClass();
    if (set) {
      this.push(setNode(set));
    } else {
      this.literal(this.escapedChar());
    }
  }

  /** A class in brackets, of which the first was read. */
  private charClass(begin: number): CharSet {
    const isNegated = this.taken('^');
    const sets: CharSet[] = [];
    while (sets.length === 0 || !this.taken(']')) {
      sets.push(this.posix() ?? this.escapedClass() ?? this.range(begin));
    }
    return isNegated ? not(union(sets)) : union(sets);
  }

  private posix(): CharSet | undefined {
    const named = this.match(POSIX_CLASS);
    if (!named) {
      return undefined;
    }
    const [whole, written = ''] = named;
    const isNegated = written.startsWith('^');
    const name = isNegated ? written.slice(1) : written;
    this.asksForCase ||= name === 'upper' || name === 'lower';
    const set = posixClass(name, this.flags.i);
    if (!set) {
      throw new PatternError(`“${whole}” is no class`);
    }
    return isNegated ? not(set) : set;
  }

  /** `\d` or `\p{Greek}`, if there is one. */
  private escapedClass(): CharSet | undefined {
    if (this.text[this.at] !== '\\') {
      return undefined;
    }
    const perl = perlClass(this.text[this.at + 1] ?? '', this.flags.i);
    if (perl) {
      this.at += 2;
      return perl;
    }
    const unicode = this.match(UNICODE_CLASS);
    if (!unicode) {
      return undefined;
    }
    const [whole, letter, caret, inBraces, alone] = unicode;
    this.asksForCase = true;
    const set = unicodeClass(inBraces ?? alone ?? '', this.flags.i);
    if (!set) {
      throw new PatternError(`“${whole}” is no category and no script of Unicode`);
    }
    return (letter === 'P') !== (caret === '^') ? not(set) : set;
  }

  private range(begin: number): CharSet {
    const from = this.at;
    const low = this.classChar(begin);
    let high = low;
    if (this.text[this.at] === '-' && this.at + 1 < this.text.length && this.text[this.at + 1] !== ']') {
      this.at++;
      high = this.classChar(begin);
    }
    if (high < low) {
      throw new PatternError(`“${this.text.slice(from, this.at)}” at ${from + 1} is upside down`);
    }
    return range(low, high, this.flags.i);
  }

  private classChar(begin: number): number {
    if (this.at >= this.text.length) {
      throw new PatternError(`“[” at ${begin + 1} is not closed`);
    }
    return this.code(this.text[this.at] === '\\' ? this.escapedChar() : this.char());
  }

  /** An escape that stands for one character. */
  private escapedChar(): string {
    const begin = this.at;
    const octal = this.match(OCTAL);
    if (octal) {
      return String.fromCodePoint(Number.parseInt(octal[1] ?? '', 8));
    }
    const hexadecimal = this.match(HEXADECIMAL);
    if (hexadecimal) {
      const code = Number.parseInt(hexadecimal[1] ?? hexadecimal[2] ?? '', 16);
      if (code > MOST_CODE) {
        throw new PatternError(`“${hexadecimal[0]}” at ${begin + 1} is no character`);
      }
      return String.fromCodePoint(code);
    }
    this.at++;
    if (this.at >= this.text.length) {
      throw new PatternError('“\\” at the end escapes nothing');
    }
    const c = this.char();
    const control = CONTROLS[c];
    if (control === undefined && (/[a-zA-Z0-9]/.test(c) || c > '\x7f')) {
      throw new PatternError(`“\\${c}” at ${begin + 1} is not known here`);
    }
    return control ?? c;
  }

  private literal(c: string): void {
    const code = this.code(c);
    this.push(setNode(range(code, code, this.flags.i)));
  }

  private code(c: string): number {
    this.asksForCase ||= c >= 'A' && c <= 'Z';
    return c.codePointAt(0) ?? 0;
  }

  /** The next character, which may be two units of UTF-16. */
  private char(): string {
    const c = String.fromCodePoint(this.text.codePointAt(this.at) ?? 0);
    this.at += c.length;
    return c;
  }

  private push(node: Node): void {
    this.sequence().push(node);
  }

  private sequence(): Node[] {
    return this.group().alternatives.at(-1) ?? [];
  }

  private group(): Group {
    const group = this.groups.at(-1);
    if (!group) {
      throw new Error('the group around all is never closed');
    }
    return group;
  }

  private taken(c: string): boolean {
    const isIt = this.text[this.at] === c;
    this.at += isIt ? 1 : 0;
    return isIt;
  }

  /** Reads what a sticky expression finds here. */
  private match(sticky: RegExp): RegExpExecArray | null {
    sticky.lastIndex = this.at;
    const found = sticky.exec(this.text);
    this.at += found?.[0].length ?? 0;
    return found;
  }
}
