/** Whether a code point is one of a set. */
export type CharSet = (code: number) => boolean;

/** The inside of a class, as JavaScript writes it. */
type Ranges = string;

const ASCII = 128;

const PERL: Readonly<Record<string, Ranges>> = { d: '0-9', s: '\\t\\n\\f\\r ', w: '0-9A-Za-z_' };

const POSIX: Readonly<Record<string, Ranges>> = {
  alnum: '0-9A-Za-z',
  alpha: 'A-Za-z',
  ascii: '\\0-\\x7f',
  blank: '\\t ',
  cntrl: '\\0-\\x1f\\x7f',
  digit: '0-9',
  graph: '!-~',
  lower: 'a-z',
  print: ' -~',
  punct: '!-\\/:-@\\[-`\\{-~',
  space: '\\t-\\r ',
  upper: 'A-Z',
  word: '0-9A-Za-z_',
  xdigit: '0-9A-Fa-f',
};

export const ANY: CharSet = () => true;
export const ANY_BUT_NEWLINE: CharSet = (code) => code !== 10;

/** What `\b` takes for a letter of a word. */
export function isWord(code: number): boolean {
  return (
    (code >= 48 && code <= 57) || (code >= 65 && code <= 90) || (code >= 97 && code <= 122) || code === 95
  );
}

/** Characters from one to another, and with `fold` those that differ from them by case alone. */
export function range(low: number, high: number, fold: boolean): CharSet {
  return fold
    ? native(`\\u{${low.toString(16)}}-\\u{${high.toString(16)}}`, fold)
    : (code) => code >= low && code <= high;
}

/** The class of `\d`, `\D` and their like; undefined for another letter. */
export function perlClass(letter: string, fold: boolean): CharSet | undefined {
  const ranges = PERL[letter.toLowerCase()];
  if (ranges === undefined) {
    return undefined;
  }
  const set = native(ranges, fold);
  return letter === letter.toLowerCase() ? set : not(set);
}

/** The class of `[:alpha:]`; undefined when there is none of the name. */
export function posixClass(name: string, fold: boolean): CharSet | undefined {
  const ranges = POSIX[name];
  return ranges === undefined ? undefined : native(ranges, fold);
}

/** The class of `\p{Greek}`: a general category or a script. Undefined when there is none of the name. */
export function unicodeClass(name: string, fold: boolean): CharSet | undefined {
  const written = name
    .split(/[-_ ]+/)
    .filter((word) => word !== '')
    .map((word) => word.slice(0, 1).toUpperCase() + word.slice(1).toLowerCase())
    .join('_');
  const whole: Readonly<Record<string, string>> = {
    Any: 'Any',
    Assigned: 'Assigned',
    Ascii: 'ASCII',
    Lc: 'LC',
  };
  const properties = whole[written] ? [whole[written]] : [`gc=${written}`, `sc=${written}`];
  for (const property of properties) {
    try {
      return native(`\\p{${property}}`, fold);
    } catch (failure) {
      if (!(failure instanceof SyntaxError)) {
        throw failure;
      }
    }
  }
  return undefined;
}

export function not(set: CharSet): CharSet {
  return (code) => !set(code);
}

export function union(sets: readonly CharSet[]): CharSet {
  return sets.length === 1 && sets[0] ? sets[0] : (code) => sets.some((set) => set(code));
}

/** A class that the browser's own expressions decide: it has Unicode's tables. It is asked once about each character. */
function native(ranges: Ranges, fold: boolean): CharSet {
  const expression = new RegExp(`^[${ranges}]$`, fold ? 'iu' : 'u');
  const ask = (code: number) => expression.test(String.fromCodePoint(code));
  const ascii: (boolean | undefined)[] = new Array(ASCII);
  const others = new Map<number, boolean>();
  return (code) => {
    let answer = code < ASCII ? ascii[code] : others.get(code);
    if (answer === undefined) {
      answer = ask(code);
      if (code < ASCII) {
        ascii[code] = answer;
      } else {
        others.set(code, answer);
      }
    }
    return answer;
  };
}
