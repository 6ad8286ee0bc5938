package io.tributary.collector.discovery.dns;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * What {@code resolv.conf} says: whom to ask, and how a short name is completed.
 *
 * @param servers addresses, with {@code :port} where it is not 53 (a form of ours); an IPv6 address without a port stands alone
 * @param search suffixes, without a dot at either end
 * @param ndots a name with fewer dots is completed first and asked for as it stands last
 */
record ResolvConf(List<String> servers, List<String> search, int ndots) {
    private static final int MOST_SERVERS = 8;
    private static final int MOST_SUFFIXES = 32;
    private static final int MOST_DOTS = 15;

    /** Blocks. */
    static ResolvConf read(Path file) throws IOException {
        return parse(Files.readAllLines(file, StandardCharsets.ISO_8859_1));
    }

    static ResolvConf parse(List<String> lines) {
        List<String> servers = new ArrayList<>();
        List<String> search = List.of();
        int ndots = 1;
        for (String line : lines) {
            String[] words = line.strip().split("\\s+", -1);
            List<String> values = Arrays.asList(words).subList(1, words.length);
            if (words[0].equals("nameserver") && !values.isEmpty() && servers.size() < MOST_SERVERS) {
                servers.add(values.getFirst());
            } else if (words[0].equals("search") || words[0].equals("domain")) {
                search = values.stream()
                        .limit(MOST_SUFFIXES)
                        .map(suffix -> suffix.replaceAll("^\\.+|\\.+$", ""))
                        .filter(suffix -> !suffix.isEmpty())
                        .toList();
            } else if (words[0].equals("options")) {
                for (String value : values) {
                    if (value.matches("ndots:[0-9]{1,3}")) {
                        ndots = Math.min(MOST_DOTS, Integer.parseInt(value.substring("ndots:".length())));
                    }
                }
            }
        }
        return new ResolvConf(servers.isEmpty() ? List.of("127.0.0.1") : List.copyOf(servers), search, ndots);
    }

    /** What to ask for, in order, until one is known; each ends in a dot. */
    List<String> candidates(String name) {
        if (name.endsWith(".")) {
            return List.of(name);
        }
        List<String> names = new ArrayList<>();
        search.forEach(suffix -> names.add(name + "." + suffix + "."));
        boolean isFirst = name.chars().filter(c -> c == '.').count() >= ndots;
        names.add(isFirst ? 0 : names.size(), name + ".");
        return names;
    }
}
