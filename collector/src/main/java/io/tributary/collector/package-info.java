/**
 * Who is profiled, and when: the targets file, discovery, what becomes of its targets, the schedule, the fetch and the way into
 * the store.
 * {@link io.tributary.collector.Collector} is the door; {@link io.tributary.collector.TargetStatus} says how it goes.
 *
 * <pre>
 * configuration ──▶ RunningJob (its discoveries) ──groups──▶ Planning ──▶ Plan (on a worker) ──▶ Scrapers ──▶ Scraper ──▶ fetch, ingest
 *                                                                                            alert, request ──▶ captures ──▶ fetch, ingest
 * </pre>
 *
 * <p>May touch Vert.x, the store's interface and the profile decoder; knows nothing of the api. What it keeps about
 * targets lives on one event loop and is published as immutable values; decoding and storing run on named worker threads.
 */
@NullMarked
package io.tributary.collector;

import org.jspecify.annotations.NullMarked;
