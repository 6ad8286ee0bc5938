/**
 * Where a profile at a path of this server is shown in speedscope; by weight, since a merge has no order in time.
 *
 * @param name for a file that does not say what its profiles are called
 */
export function inSpeedscope(profile: string, name?: string): string {
  const title = name ? `&title=${encodeURIComponent(name)}` : '';
  return `/speedscope#view=left-heavy${title}&profileURL=${encodeURIComponent(profile)}`;
}
