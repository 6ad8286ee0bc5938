/** Any text as one word of a shell's command line. */
export function shellQuoted(text: string): string {
  return `'${text.replaceAll("'", `'\\''`)}'`;
}

/** A file's name that means nothing else to a shell, of a text that may come from anywhere. */
export function fileName(text: string): string {
  return text.replace(/[^\w.-]+/g, '_').replace(/^[.-]+/, '') || 'profile';
}
