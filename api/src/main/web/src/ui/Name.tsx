import { visible } from '../format/name.ts';

/** A name that others gave: all of it can be seen, and its direction turns nothing beside it. */
export function Name({ of: name }: { readonly of: string }) {
  return <bdi>{visible(name)}</bdi>;
}

/** Names with commas between them. */
export function Names({ of: names }: { readonly of: readonly string[] }) {
  return (
    <>
      {names.map((name, i) => (
        <span key={name}>
          {i > 0 && ', '}
          <Name of={name} />
        </span>
      ))}
    </>
  );
}
