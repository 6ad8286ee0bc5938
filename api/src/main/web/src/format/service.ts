/** What the service of a label set is, by the rule of the store: `service_name`, else `job`. */
export function serviceOf(labels: Readonly<Record<string, string>>): string {
  return labels.service_name || labels.job || '';
}
