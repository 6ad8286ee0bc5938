package io.tributary.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.tributary.profile.testing.GoPprof;
import io.tributary.profile.testing.GoPreprofile;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/**
 * What Go's compiler reads from our {@code default.pgo}, against what it reads from {@code go tool pprof}'s merge of the same profiles,
 * fetched one by one: {@code go tool preprofile} lists the edges of both.
 *
 * @param profiles that were merged
 * @param same whether the two lists are the same to the letter
 * @param overlap sum over all edges of the smaller of its two shares
 * @param jaccard of the edges that carry 99 % of the weight
 */
record Exactness(int profiles, boolean same, double overlap, double jaccard) {
    private static final double HOT = 0.99;
    private static final long SECONDS = 9_000;

    /** Of the two and a half hours before a moment. */
    static Exactness of(URI base, long end) throws IOException, InterruptedException {
        Path folder = Files.createTempDirectory("exactness");
        try (HttpClient client = HttpClient.newHttpClient()) {
            Sources sources = new Sources(client, base);
            List<Path> files = sources.profiles(
                    folder, "service=shop&type=cpu&from=" + (end - SECONDS) + "&to=" + end + "&limit=1000");
            Path merged = folder.resolve("merged.pb.gz");
            List<String> command = new ArrayList<>(List.of("-symbolize=none", "-proto", "-output=" + merged));
            files.forEach(file -> command.add(file.toString()));
            GoPprof.pprof(command);
            String theirs = GoPreprofile.text(Files.readAllBytes(merged)).orElseThrow();
            String ours = GoPreprofile.text(sources.get(
                            "/api/v1/pgo/shop/default.pgo?gate=off&weight=sum&window=" + SECONDS + "s&at=" + end))
                    .orElseThrow();
            return compare(files.size(), ours, theirs);
        } finally {
            try (Stream<Path> left = Files.walk(folder)) {
                for (Path file : left.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(file);
                }
            }
        }
    }

    private static Exactness compare(int profiles, String ours, String theirs) {
        Map<String, Double> one = shares(ours);
        Map<String, Double> other = shares(theirs);
        double overlap = one.entrySet().stream()
                .mapToDouble(edge -> Math.min(edge.getValue(), other.getOrDefault(edge.getKey(), 0.0)))
                .sum();
        Set<String> both = hot(one);
        Set<String> either = new HashSet<>(both);
        both.retainAll(hot(other));
        either.addAll(hot(other));
        return new Exactness(profiles, ours.equals(theirs), overlap, (double) both.size() / either.size());
    }

    /** The part of each edge in the weight of all; its name is caller, callee and offset. */
    private static Map<String, Double> shares(String listing) {
        List<String> lines = listing.lines().skip(1).toList();
        Map<String, Double> shares = new HashMap<>();
        for (int at = 0; at < lines.size(); at += 3) {
            String[] numbers = lines.get(at + 2).split(" ", 2);
            shares.merge(
                    lines.get(at) + "\n" + lines.get(at + 1) + "\n" + numbers[0],
                    Double.parseDouble(numbers[1]),
                    Double::sum);
        }
        double all = shares.values().stream().mapToDouble(each -> each).sum();
        shares.replaceAll((_, weight) -> weight / all);
        return shares;
    }

    private static Set<String> hot(Map<String, Double> shares) {
        Set<String> hot = new HashSet<>();
        double sum = 0;
        List<Map.Entry<String, Double>> heaviest = shares.entrySet().stream()
                .sorted(Map.Entry.<String, Double>comparingByValue()
                        .reversed()
                        .thenComparing(Map.Entry.comparingByKey()))
                .toList();
        for (Map.Entry<String, Double> edge : heaviest) {
            if (sum >= HOT) {
                break;
            }
            sum += edge.getValue();
            hot.add(edge.getKey());
        }
        return hot;
    }

    @Override
    public String toString() {
        return String.format(
                Locale.ROOT,
                "default.pgo against go tool pprof over the same %d profiles: overlap %.4f, hot-set Jaccard %.4f, %s",
                profiles,
                overlap,
                jaccard,
                same ? "the same list of edges" : "another list of edges");
    }

    /** Answers of a server. */
    private record Sources(HttpClient client, URI base) {
        byte[] get(String path) throws IOException, InterruptedException {
            HttpResponse<byte[]> answer = client.send(
                    HttpRequest.newBuilder(base.resolve(path)).build(), HttpResponse.BodyHandlers.ofByteArray());
            if (answer.statusCode() != 200) {
                throw new IllegalStateException(path + " answered " + answer.statusCode());
            }
            return answer.body();
        }

        /** Every profile of a question, a file each. */
        List<Path> profiles(Path folder, String question) throws IOException, InterruptedException {
            List<Path> files = new ArrayList<>();
            String cursor = "";
            do {
                JsonNode page = new ObjectMapper().readTree(get("/api/v1/profiles?" + question + cursor));
                for (JsonNode profile : page.get("profiles")) {
                    String id = profile.get("id").asText();
                    files.add(Files.write(
                            folder.resolve(files.size() + ".pb.gz"), get("/api/v1/profiles/" + TestServer.encode(id))));
                }
                cursor = page.has("next")
                        ? "&cursor=" + TestServer.encode(page.get("next").asText())
                        : "";
            } while (!cursor.isEmpty());
            return files;
        }
    }
}
