package io.tributary.collector.config;

/**
 * Labels that begin with two underscores say how a target is reached. They are there for {@code relabel_configs} and are no
 * part of what is stored. The names are Prometheus', those of profiles are Parca's.
 */
public final class InternalLabels {
    /** What all of them begin with. */
    public static final String PREFIX = "__";

    public static final String ADDRESS = "__address__";
    public static final String SCHEME = "__scheme__";
    public static final String SCRAPE_INTERVAL = "__scrape_interval__";
    public static final String SCRAPE_TIMEOUT = "__scrape_timeout__";

    /** Followed by the name of a query parameter: its first value. */
    public static final String PARAM = "__param_";

    /** The URL that an {@code http_sd_configs} found the target by, with its query. */
    public static final String META_URL = "__meta_url";

    /** The profile type, by Parca's name for it. */
    public static final String PROFILE_NAME = "__name__";

    public static final String PROFILE_PATH = "__profile_path__";

    private InternalLabels() {}
}
