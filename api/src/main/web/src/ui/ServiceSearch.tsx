interface Props {
  readonly words: string;
  readonly onWords: (words: string) => void;
}

/** Where somebody writes a part of a service's name. */
export function ServiceSearch({ words, onWords }: Props) {
  return (
    <input
      type="search"
      aria-label="Services whose name has these letters"
      placeholder="Service"
      value={words}
      onInput={(event) => onWords(event.currentTarget.value)}
    />
  );
}

/** Whether a service is one that somebody searches. */
export function isSearched(service: string, words: string): boolean {
  return service.toLowerCase().includes(words.toLowerCase());
}
