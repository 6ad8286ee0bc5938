package io.tributary.collector;

import io.tributary.collector.fetch.Fetcher;
import io.tributary.collector.fetch.MemoryBudget;
import io.tributary.collector.goroutines.JumpListener;
import io.tributary.collector.history.ScrapeHistory;
import io.tributary.collector.ingest.Ingest;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import java.time.InstantSource;

/**
 * What all scrapers of a collector share.
 *
 * @param context the event loop they live on
 * @param history is told how scrapes ended
 * @param jumps is told of unusually many goroutines
 */
record Machinery(
        Vertx vertx,
        Context context,
        InstantSource clock,
        Fetcher fetcher,
        Ingest ingest,
        MemoryBudget budget,
        ScrapeMetrics metrics,
        ScrapeHistory history,
        JumpListener jumps) {}
