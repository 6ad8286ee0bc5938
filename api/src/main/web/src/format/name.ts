/** What cannot be seen, moves other letters, or is gone when a page is laid out: blanks but single ones between other letters. */
const HIDDEN = /[\p{C}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}\u2800]|(?! )\p{Zs}|^ +| +$|(?<= ) +/gu;

/**
 * A name that others gave, so that it can be seen and told from every other: as it is, or where it has something hidden, in quotes with escapes:
 * `"shop\u200b"`.
 */
export function visible(name: string): string {
  if (name !== '' && !name.startsWith('"') && name.search(HIDDEN) < 0) {
    return name;
  }
  const escaped = name
    .replace(/[\\"]/g, '\\$&')
    .replace(HIDDEN, (hidden) => [...hidden].map(escapeOf).join(''));
  return `"${escaped}"`;
}

/** A name between quotes, what is hidden in it as `visible` has it. */
export function inQuotes(name: string): string {
  const seen = visible(name);
  return seen.startsWith('"') ? seen : `"${seen}"`;
}

function escapeOf(character: string): string {
  const code = (character.codePointAt(0) ?? 0).toString(16);
  return code.length > 4 ? `\\u{${code}}` : `\\u${code.padStart(4, '0')}`;
}
