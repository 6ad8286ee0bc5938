package io.tributary.collector.config;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.nodes.Node;

/** Reads targets files. Everything that is wrong with one is reported at once. */
public final class TargetsFile {
    private TargetsFile() {}

    /**
     * Reads a file; relative names of secret files start from its folder.
     *
     * @throws ConfigException when it cannot be read or used
     */
    public static TargetsConfig load(Path file) throws ConfigException {
        return read(file).config();
    }

    /**
     * The same, with what can be shown of it.
     *
     * @throws ConfigException when it cannot be read or used
     */
    public static LoadedTargets read(Path file) throws ConfigException {
        Path folder = file.toAbsolutePath().getParent();
        return read(file.toString(), text(file), folder == null ? file.toAbsolutePath() : folder, System::getenv);
    }

    /**
     * Reads text; relative names of secret files start from the working directory.
     *
     * @param name for messages
     * @throws ConfigException when it cannot be used
     */
    public static TargetsConfig parse(String name, String text) throws ConfigException {
        return read(name, text).config();
    }

    /**
     * The same, with what can be shown of it.
     *
     * @param name for messages
     * @throws ConfigException when it cannot be used
     */
    public static LoadedTargets read(String name, String text) throws ConfigException {
        return read(name, text, Path.of("").toAbsolutePath(), System::getenv);
    }

    /** @param variables the environment: a variable's value, or null where there is none */
    static LoadedTargets read(String name, String text, Path folder, UnaryOperator<@Nullable String> variables)
            throws ConfigException {
        Problems problems = new Problems(name);
        Node root = YamlDocument.read(text, problems);
        TargetsConfig config = null;
        if (root != null && Section.isNothing(root)) {
            problems.add(root, "the file is empty: it needs at least scrape_configs");
        } else if (root != null) {
            Section file = Section.of(root, "a targets file", problems);
            if (file != null) {
                config = readFile(file, folder, variables);
            }
        }
        if (root == null || config == null || !problems.none()) {
            throw problems.exception();
        }
        return new LoadedTargets(config, ShownYaml.of(root), problems.notes());
    }

    private static TargetsConfig readFile(Section file, Path folder, UnaryOperator<@Nullable String> variables) {
        Problems problems = file.problems();
        List<JobConfig> jobs = new ArrayList<>();
        ShardConfig shard = ShardConfig.read(file);
        Timing timing = Timing.DEFAULT;
        Double overheadBudget = null;
        Section global = file.section("global", "global");
        if (global != null) {
            timing = timing.ofGlobal(global);
            overheadBudget = OverheadReader.read(global);
            global.passOver(PassedOver.IN_GLOBAL);
            global.refuse(Unsupported.IN_GLOBAL);
            global.refuseUnknown();
        }
        JobReader.Context context =
                new JobReader.Context(timing, overheadBudget, folder, variables, new HashMap<>(), problems);
        Map<String, Integer> lines = new HashMap<>();
        if (!file.has("scrape_configs")) {
            problems.add(file.node(), "scrape_configs is missing: it says who is profiled");
        }
        for (Node node : file.list("scrape_configs")) {
            JobConfig job = new JobReader(context).read(node);
            if (job == null) {
                continue;
            }
            int line = node.getStartMark().getLine() + 1;
            Integer first = lines.putIfAbsent(job.name(), line);
            if (first != null) {
                problems.add(
                        node,
                        "job_name " + Problems.quote(job.name()) + " is already the one of the scrape config in line "
                                + first);
            }
            jobs.add(job);
        }
        file.passOver(PassedOver.IN_FILE);
        CapturesConfig captures = new CapturesReader(jobs, problems).read(file);
        file.refuse(Unsupported.IN_FILE);
        file.refuseUnknown();
        return new TargetsConfig(jobs, shard, captures);
    }

    private static String text(Path file) throws ConfigException {
        byte[] bytes;
        try (InputStream in = Files.newInputStream(file)) {
            bytes = in.readNBytes(YamlDocument.MOST_CHARACTERS + 1);
        } catch (NoSuchFileException _) {
            throw unreadable(file, "there is no such file; --config.file names another");
        } catch (AccessDeniedException _) {
            throw unreadable(file, "the file may not be read by this user; change its permissions");
        } catch (IOException e) {
            throw unreadable(
                    file,
                    Files.isDirectory(file) ? "this is a folder, not a file" : "cannot be read: " + e.getMessage());
        }
        if (bytes.length > YamlDocument.MOST_CHARACTERS) {
            throw unreadable(file, "larger than the " + (YamlDocument.MOST_CHARACTERS >> 20) + " MiB allowed");
        }
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
        } catch (CharacterCodingException _) {
            throw unreadable(file, "this is not UTF-8 text");
        }
    }

    private static ConfigException unreadable(Path file, String why) {
        return new ConfigException(List.of(new Problem(file.toString(), 0, 0, why)));
    }
}
