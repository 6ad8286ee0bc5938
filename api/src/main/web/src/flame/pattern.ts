/**
 * Patterns that are matched in time linear in the text, whatever the pattern: the syntax of Go's regexp, which is RE2's (no back references, no
 * look-around). A text is searched by a DFA that is made as it goes.
 */

import { isWord } from './pattern/charSet.ts';
import type { Assertion } from './pattern/node.ts';
import { parse } from './pattern/parser.ts';
import { compile, type Instruction } from './pattern/program.ts';

export { PatternError } from './pattern/error.ts';

/** Bounds on what is kept of the DFA: it is forgotten when there is more. */
const MOST_STATES = 2000;
const MOST_WAITING = 500_000;
const END = -1;
const NEWLINE = 10;

/** What the last character was. */
type Before = 'nothing' | 'newline' | 'word' | 'other';

/** Where instructions wait for the next character, and what the last one was. */
interface State {
  readonly waiting: readonly number[];
  readonly before: Before;
  readonly next: Map<number, State | true | false>;
}

export class Pattern {
  private readonly code: readonly Instruction[];
  private readonly states = new Map<string, State>();
  private waiting = 0;
  private readonly seen: Int32Array;
  private round = 0;

  /** @throws PatternError when it is none */
  constructor(text: string) {
    this.code = compile(parse(text));
    this.seen = new Int32Array(this.code.length);
  }

  /** Whether it matches somewhere in a text. */
  test(text: string): boolean {
    let state = this.state([0], 'nothing');
    for (let i = 0; i <= text.length; ) {
      const code = text.codePointAt(i) ?? END;
      i += code > 0xffff ? 2 : 1;
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
      } else if (instruction.op === 'split') {
        open.push(...instruction.to);
      } else if (holds(instruction.what, state.before, code)) {
        open.push(at + 1);
      }
    }
    return code === END ? false : this.state(waiting, kind(code));
  }

  private state(waiting: readonly number[], before: Before): State {
    const sorted = [...new Set(waiting)].sort((a, b) => a - b);
    const key = `${before} ${sorted.join(' ')}`;
    let state = this.states.get(key);
    if (!state) {
      if (this.states.size >= MOST_STATES || this.waiting > MOST_WAITING) {
        this.states.clear();
        this.waiting = 0;
      }
      this.waiting += sorted.length;
      state = { waiting: sorted, before, next: new Map() };
      this.states.set(key, state);
    }
    return state;
  }
}

function kind(code: number): Before {
  return code === NEWLINE ? 'newline' : isWord(code) ? 'word' : 'other';
}

function holds(what: Assertion, before: Before, code: number): boolean {
  switch (what) {
    case '^':
      return before === 'nothing';
    case '$':
      return code === END;
    case '(?m)^':
      return before === 'nothing' || before === 'newline';
    case '(?m)$':
      return code === END || code === NEWLINE;
    case '\\b':
    case '\\B':
      return ((before === 'word') !== isWord(code)) === (what === '\\b');
  }
}

/** A text as a pattern that matches it alone. */
export function quoted(text: string): string {
  return text.replace(/[\\.+*?()|[\]{}^$]/g, '\\$&');
}
