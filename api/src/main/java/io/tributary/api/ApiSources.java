package io.tributary.api;

import io.tributary.api.captures.CapturesSource;
import io.tributary.api.scrapes.ScrapesSource;
import io.tributary.api.status.Lifecycle;
import io.tributary.api.status.Startup;
import io.tributary.api.status.TargetsSource;

/** What the API asks of the daemon besides the store: who is profiled and how that went, what is captured, what it runs with and was started as. */
public record ApiSources(
        TargetsSource targets, ScrapesSource scrapes, CapturesSource captures, Lifecycle lifecycle, Startup startup) {}
