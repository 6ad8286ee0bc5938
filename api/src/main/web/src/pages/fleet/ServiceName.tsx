import { find, paths } from '../../app/routes.ts';

/** A service's name, with a link to its page. */
export function ServiceName({ of: service }: { readonly of: string }) {
  const path = paths.service(service);
  return find(path) ? <a href={path}>{service}</a> : <span>{service}</span>;
}
