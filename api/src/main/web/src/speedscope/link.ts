/** Where a profile of the API, or of another path of this server, is shown in speedscope. */
export function inSpeedscope(profile: string): string {
  return `/speedscope#profileURL=${encodeURIComponent(profile)}`;
}
