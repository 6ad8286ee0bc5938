/** The package of a function: of Go by the path before the type, of Java by the words that begin small, of C++ by its namespace. */
export function packageOf(name: string): string {
  const bare = withoutTypes(name);
  const java = /^((?:[a-z_][\w$]*\.)+)[A-Z][\w$]*\./.exec(bare);
  if (java?.[1] && !bare.includes('/')) {
    return java[1].slice(0, -1);
  }
  const slash = bare.lastIndexOf('/');
  const dot = bare.indexOf('.', slash + 1);
  if (dot > 0) {
    return bare.slice(0, dot);
  }
  const colons = bare.indexOf('::');
  return colons > 0 ? bare.slice(0, colons) : '';
}

/** The name without the path of its package: `json.Marshal` of `encoding/json.Marshal`, `Thread.run` of `java.lang.Thread.run`. */
export function shortName(name: string): string {
  const bare = withoutTypes(name);
  const slash = bare.lastIndexOf('/');
  if (slash >= 0) {
    return name.slice(slash + 1);
  }
  const java = /^(?:[a-z_][\w$]*\.)+(?=[A-Z][\w$]*\.)/.exec(bare);
  return java ? name.slice(java[0].length) : name;
}

/** Up to type arguments and receivers, whose packages are others. */
function withoutTypes(name: string): string {
  const bracket = name.search(/[[(<]/);
  return bracket > 0 ? name.slice(0, bracket) : name;
}

/** A hash of a text: FNV-1a, 32 bits. */
export function hash(text: string): number {
  let sum = 0x811c9dc5;
  for (let i = 0; i < text.length; i++) {
    sum = Math.imul(sum ^ text.charCodeAt(i), 0x01000193);
  }
  return sum >>> 0;
}
