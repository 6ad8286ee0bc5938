/** Where a profile at a path of this server is shown in speedscope; by weight, since a merge has no order in time. */
export function inSpeedscope(profile: string): string {
  return `/speedscope#view=left-heavy&profileURL=${encodeURIComponent(profile)}`;
}
