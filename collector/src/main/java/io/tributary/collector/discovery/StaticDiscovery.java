package io.tributary.collector.discovery;

import io.tributary.collector.config.StaticConfig;
import java.util.List;

/** Targets that stand in the targets file: told once. */
public final class StaticDiscovery extends RunningDiscovery {
    private final StaticConfig config;

    public StaticDiscovery(DiscoveryMachinery machinery, String job, StaticConfig config) {
        super(machinery, job, config.kind(), "the targets file");
        this.config = config;
    }

    /** What it will tell. */
    public static List<TargetGroup> groups(StaticConfig config) {
        return List.of(new TargetGroup("static", config.targets()));
    }

    @Override
    protected void begin() {
        announcer().succeeded();
        announcer().changed(groups(config));
    }

    @Override
    protected void end() {
        // Nothing of it runs.
    }
}
