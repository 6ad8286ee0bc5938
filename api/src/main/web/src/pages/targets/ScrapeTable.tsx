import type { Schema } from '../../api/client.ts';
import { visible } from '../../format/name.ts';
import { bytes, seconds } from '../../format/quantity.ts';
import { type Column, Table } from '../../ui/Table.tsx';
import { When } from '../../ui/When.tsx';
import type { Target } from './filter.ts';
import { nameOf } from './filter.ts';
import { HealthBadge } from './HealthBadge.tsx';

type Scrape = Schema<'Scrape'>;

const COLUMNS: readonly Column<Scrape>[] = [
  { name: 'Type', cell: (scrape) => <span title={scrape.scrapeUrl}>{scrape.type}</span> },
  { name: 'Health', cell: ({ health }) => <HealthBadge of={health} /> },
  {
    name: 'Last scrape',
    class: 'nowrap',
    cell: ({ lastScrape }) => (lastScrape ? <When time={lastScrape} /> : '–'),
  },
  {
    name: 'Took',
    number: true,
    cell: ({ lastScrapeDuration }) => (lastScrapeDuration === null ? '–' : seconds(lastScrapeDuration)),
  },
  {
    name: 'Size',
    number: true,
    cell: ({ lastScrapeBytes }) => (lastScrapeBytes ? bytes(lastScrapeBytes) : '–'),
  },
  {
    name: 'Next',
    class: 'nowrap',
    cell: ({ nextScrape }) => (nextScrape ? <When time={nextScrape} /> : '–'),
  },
  { name: 'Every', number: true, cell: ({ scrapeInterval }) => seconds(scrapeInterval) },
];

/** What is scraped of a target, a line for each profile type. */
export function ScrapeTable({ target }: { readonly target: Target }) {
  return (
    <Table
      label={`Scrapes of ${visible(nameOf(target))}`}
      rows={target.profiles}
      rowKey={({ type, scrapeUrl }) => `${type} ${scrapeUrl}`}
      columns={COLUMNS}
    />
  );
}
