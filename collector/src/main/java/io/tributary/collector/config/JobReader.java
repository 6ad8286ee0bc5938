package io.tributary.collector.config;

import io.tributary.collector.relabel.RelabelConfig;
import io.tributary.storage.Labels;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.ScalarNode;

/** One entry of {@code scrape_configs}. */
final class JobReader {
    /** What the whole file says, and what jobs share. */
    record Context(
            Timing timing,
            @Nullable Double overheadBudget,
            Path directory,
            UnaryOperator<@Nullable String> variables,
            Map<Labels, Node> seen,
            Problems problems) {}

    private final Context context;
    private final Problems problems;

    JobReader(Context context) {
        this.context = context;
        this.problems = context.problems();
    }

    @Nullable
    JobConfig read(Node node) {
        Section job = Section.of(node, "a scrape config", problems);
        if (job == null) {
            return null;
        }
        String name = job.string("job_name");
        if (!job.has("job_name")) {
            problems.add(node, "a scrape config needs a job_name");
        } else if (name != null && (name.isEmpty() || name.length() > StaticReader.LONGEST_LABEL)) {
            problems.add(
                    job.place("job_name"), "job_name must have 1 to " + StaticReader.LONGEST_LABEL + " characters");
        }
        Scheme scheme = scheme(job);
        Map<String, List<String>> params = params(job);
        HttpClientConfig http = new HttpClientReader(context.directory(), context.variables()).read(job);
        Timing timing = context.timing().ofJob(job);
        ScheduleConfig schedule = ScheduleReader.read(job, context.overheadBudget());
        ProfilesReader types = new ProfilesReader(timing.interval(), schedule.metricsPath() != null, problems);
        List<ProfileConfig> profiles = types.read(job);
        timing.checkTimeout(job, profiles);
        OverheadReader.check(job, schedule.overheadBudget(), profiles);
        List<RelabelConfig> relabel = new RelabelReader(problems).read(job);
        List<DiscoveryConfig> discovery = discovery(job, name == null ? "" : name, scheme, !relabel.isEmpty());
        job.passOver(PassedOver.IN_JOB);
        job.refuse(Unsupported.DISCOVERIES);
        job.refuse(Unsupported.IN_JOB);
        job.refuseUnknown();
        return name == null
                ? null
                : new JobConfig(
                        name,
                        timing.interval(),
                        timing.timeout(),
                        scheme,
                        params,
                        http,
                        schedule,
                        profiles,
                        types.onDemand(),
                        discovery,
                        relabel);
    }

    private List<DiscoveryConfig> discovery(Section job, String name, Scheme scheme, boolean relabelled) {
        if (!job.has("static_configs")
                && DiscoveryReader.KEYS.stream().noneMatch(job::has)
                && Unsupported.DISCOVERIES.keySet().stream().noneMatch(job::has)) {
            problems.add(
                    job.node(),
                    "a scrape config needs static_configs or a way to find targets, for instance file_sd_configs");
        }
        List<DiscoveryConfig> all = new ArrayList<>();
        if (job.has("static_configs")) {
            all.add(new StaticReader(name, scheme, relabelled, context.seen(), problems).read(job));
        }
        all.addAll(new DiscoveryReader(context.directory(), context.variables()).read(job));
        return all;
    }

    private Scheme scheme(Section job) {
        String word = job.string("scheme");
        Scheme scheme = word == null ? Scheme.HTTP : Scheme.of(word);
        if (word != null && scheme == null) {
            problems.add(job.place("scheme"), "scheme must be http or https, not " + Problems.quote(word));
        }
        return scheme == null ? Scheme.HTTPS : scheme;
    }

    private Map<String, List<String>> params(Section job) {
        Section section = job.section("params", "params");
        if (section == null) {
            return Map.of();
        }
        Map<String, List<String>> params = new LinkedHashMap<>();
        for (ScalarNode key : section.keys()) {
            if (key.getValue().equals("seconds")) {
                problems.add(key, "seconds goes into profiling_config.pprof_config, to the profile it is for");
            }
            List<String> values = new ArrayList<>();
            for (Node value : section.list(key.getValue())) {
                String text = Section.text(value, "a parameter's value", problems);
                if (text != null) {
                    values.add(text);
                }
            }
            params.put(key.getValue(), List.copyOf(values));
        }
        return params;
    }
}
