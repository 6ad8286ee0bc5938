package io.tributary.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.tributary.profile.InvalidProfileException;
import io.tributary.profile.Profile;
import io.tributary.profile.pgo.CallEdges;
import io.tributary.profile.pgo.EdgeComparison;
import io.tributary.profile.testing.TestData;
import io.tributary.profile.wire.DecodeLimits;
import io.tributary.profile.wire.PprofDecoder;
import io.tributary.storage.Labels;
import io.tributary.storage.Origin;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is good enough to build with, what is not, and why. */
class PgoGateTest extends PgoFleetServer {
    private static final Profile OLD_GO = TestData.profile("go1.19/profile.1.pb.gz");

    private void busyFleet() {
        PgoFleet.put(store, aDay(0));
    }

    private JsonNode refused(String question, String type) {
        HttpResponse<byte[]> response = api.get(question);
        JsonNode problem = TestServer.json(response);
        assertThat(response.statusCode()).as(problem.toString()).isEqualTo(422);
        assertThat(problem.get("type").asText()).endsWith("/" + type);
        assertThat(api.get(question + (question.contains("?") ? "&" : "?") + "gate=off")
                        .statusCode())
                .isEqualTo(200);
        return problem;
    }

    @Test
    void aDayOfAFleetIsGoodEnough() {
        busyFleet();

        HttpResponse<byte[]> response = api.get(DEFAULT_PGO);
        assertThat(response.statusCode()).as(TestServer.text(response)).isEqualTo(200);
        assertThat(TestServer.header(response, "Tributary-Verdict")).isEqualTo("ship");
        assertThat(TestServer.header(response, "Tributary-Profiles")).isEqualTo("72");
        assertThat(TestServer.header(response, "ETag")).matches("W/\"[0-9a-f]{64}\"");

        JsonNode report = TestServer.json(api.get(REPORT));
        assertThat(report.get("verdict").asText()).isEqualTo("ship");
        JsonNode figures = report.get("figures");
        assertThat(figures.get("samples").asInt()).isEqualTo(72 * 300);
        assertThat(figures.get("instances").asInt()).isEqualTo(3);
        assertThat(figures.get("missingMass").asDouble()).isLessThan(0.01);
        assertThat(figures.get("largestShare").asDouble()).isBetween(0.33, 0.34);
        assertThat(figures.get("effectiveInstances").asDouble()).isBetween(2.99, 3.001);
        assertThat(figures.get("coresPerInstance").asDouble()).isBetween(0.149, 0.151);
        assertThat(figures.get("hoursCovered").asInt()).isEqualTo(24);
        assertThat(figures.get("hours").asInt()).isEqualTo(7 * 24);
        assertThat(report.get("heldOut").get("hotJaccard").asDouble()).isGreaterThan(0.9);
        assertThat(report.get("noise").get("low").asDouble())
                .isBetween(0.9, report.get("noise").get("high").asDouble());
        assertThat(report.get("heaviest").get(0).get("callee").asText()).isEqualTo("main.f0");

        HttpResponse<byte[]> text = api.send("GET", REPORT, "Accept", "text/plain");
        assertThat(TestServer.header(text, "Content-Type")).startsWith("text/plain");
        assertThat(TestServer.text(text))
                .startsWith("# PGO feedback for fleet: ship\n")
                .contains("72 profiles of 3 instances, 21,600 samples", "odd hours against even hours");
    }

    @Test
    void whatIsGoodEnoughSaysWhatHoursToComeWillDo() throws Exception {
        PgoFleet.put(store, aDay(24));
        CallEdges yesterday = edges(api.get(DEFAULT_PGO));
        JsonNode heldOut = TestServer.json(api.get(REPORT)).get("heldOut");
        HeldProfiles today = new HeldProfiles();
        PgoFleet.put(today, aDay(0));
        HeldProfiles little = new HeldProfiles();
        PgoFleet.put(little, PgoFleet.BUSY.withSamples(20).profiles("a", V1, 2, 24));
        try (TestServer now = new TestServer(today);
                TestServer tooFew = new TestServer(little)) {
            CallEdges fresh = edges(now.get(DEFAULT_PGO));

            double jaccard = EdgeComparison.of(yesterday, fresh).hotJaccard();
            assertThat(jaccard).isGreaterThan(0.9);
            assertThat(heldOut.get("hotJaccard").asDouble()).isBetween(jaccard - 0.1, jaccard + 0.05);
            assertThat(EdgeComparison.of(edges(tooFew.get(DEFAULT_PGO + "?gate=off")), fresh)
                            .hotJaccard())
                    .isLessThan(0.6);
        }
    }

    @Test
    void fewSamplesAreToWaitFor() {
        PgoFleet.put(store, PgoFleet.BUSY.profiles("a", V1, 3, 0));

        JsonNode problem = refused(DEFAULT_PGO, "pgo-not-good-enough");
        assertThat(problem.get("detail").asText()).startsWith("wait: 900 samples, of 10,000 at the least");
        JsonNode report = problem.get("report");
        assertThat(report.get("verdict").asText()).isEqualTo("wait");
        assertThat(check(report, "samples").get("level").asText()).isEqualTo("wait");
        // 300 samples an hour: 9,100 more take thirty hours.
        assertThat(report.get("goodEnoughInSeconds").asInt()).isBetween(30 * 3600, 32 * 3600);
        assertThat(check(report, "samples").get("advice").asText()).contains("in 30 h");
    }

    @Test
    void whoWaitsIsToldTheLongestWait() {
        PgoFleet.put(store, new PgoFleet("main", 10, 1_000, 300).profiles("a", V1, 3, 0));

        JsonNode problem = refused(DEFAULT_PGO, "pgo-not-good-enough");
        JsonNode report = problem.get("report");
        String wait = check(report, "missing-mass").get("advice").asText();
        long days = Math.round(report.get("goodEnoughInSeconds").asLong() / 86_400.0);
        assertThat(days).isGreaterThan(2);
        assertThat(wait).contains("in " + days + " days");
        assertThat(check(report, "samples").get("advice").asText()).isEqualTo(wait);
        assertThat(problem.get("fix").asText()).startsWith(wait);
    }

    @Test
    void rareCallsThatWereSeenOnceAreToWaitFor() {
        for (String instance : new String[] {"a", "b", "c"}) {
            PgoFleet.put(store, new PgoFleet("main", 10, 20_000, 300).profiles(instance, V1, 24, 0));
        }

        JsonNode report = refused(DEFAULT_PGO, "pgo-not-good-enough").get("report");
        assertThat(report.get("verdict").asText()).isEqualTo("wait");
        assertThat(check(report, "samples").get("level").asText()).isEqualTo("ok");
        assertThat(check(report, "missing-mass").get("level").asText()).isEqualTo("wait");
        assertThat(report.get("goodEnoughInSeconds").asInt()).isPositive();
    }

    @Test
    void oneInstanceThatSpeaksForAllIsToBeCapped() {
        busyFleet();
        PgoFleet.put(store, PgoFleet.BUSY.withSamples(4_000).renamed("loud").profiles("d", V1, 24, 0));

        JsonNode report = refused(DEFAULT_PGO, "pgo-not-good-enough").get("report");
        assertThat(report.get("verdict").asText()).isEqualTo("broken");
        assertThat(check(report, "dominance").get("finding").asText()).contains("instance=\"d\"");
        assertThat(check(report, "dominance").get("advice").asText()).contains("max_share=");

        HttpResponse<byte[]> capped = api.get(DEFAULT_PGO + "?max_share=0.4");
        assertThat(capped.statusCode()).as(TestServer.text(capped)).isEqualTo(200);
        JsonNode figures = TestServer.json(api.get(REPORT + "?max_share=0.4")).get("figures");
        assertThat(figures.get("largestShare").asDouble()).isBetween(0.38, 0.4);
    }

    @Test
    void oneProgramThatSpeaksForAnotherIsToBeAskedForAlone() {
        PgoFleet web = PgoFleet.BUSY.in("/usr/bin/web");
        PgoFleet worker = PgoFleet.BUSY.renamed("worker").in("/opt/worker");
        for (String instance : new String[] {"a", "b", "c"}) {
            PgoFleet.put(store, web.profiles(instance, V1, 24, 0));
            PgoFleet.put(store, worker.withSamples(150).profiles(instance + "-worker", V1, 24, 0));
        }

        JsonNode report = refused(DEFAULT_PGO, "pgo-not-good-enough").get("report");
        assertThat(report.get("verdict").asText()).isEqualTo("broken");
        assertThat(check(report, "dominance").get("level").asText()).isEqualTo("ok");
        assertThat(check(report, "program").get("level").asText()).isEqualTo("broken");
        assertThat(check(report, "program").get("finding").asText())
                .contains("web has 66.7 % of the weight", "takes 0.0 % of the calls", "worker");
        assertThat(check(report, "program").get("advice").asText()).contains("match", "relabelling");
        assertThat(report.get("figures").get("programs").get(1).get("name").asText())
                .isEqualTo("worker");

        String alone = DEFAULT_PGO + "?match=" + TestServer.encode("{instance=~\"[abc]-worker\"}");
        HttpResponse<byte[]> response = api.get(alone);
        assertThat(response.statusCode()).as(TestServer.text(response)).isEqualTo(200);
    }

    @Test
    void programsOfWhichNoneSpeaksForAllAreWorthKnowing() {
        for (String program : new String[] {"web", "worker", "mailer"}) {
            PgoFleet.put(
                    store, PgoFleet.BUSY.renamed(program).in("/opt/" + program).profiles(program, V1, 24, 0));
        }

        assertThat(api.get(DEFAULT_PGO).statusCode()).isEqualTo(200);
        JsonNode check = check(TestServer.json(api.get(REPORT)), "program");
        assertThat(check.get("level").asText()).isEqualTo("note");
        assertThat(check.get("finding").asText()).contains("what the other 2 binaries do");
    }

    @Test
    void binariesThatDoTheSameAreOneProgram() {
        for (String instance : new String[] {"a", "b", "c"}) {
            PgoFleet.put(store, PgoFleet.BUSY.in("/opt/v1/web-1.4.0").profiles(instance, V1, 24, 0));
        }
        PgoFleet.put(store, PgoFleet.BUSY.in("/opt/v2/web-1.5.0").profiles("d", V1, 24, 0));

        assertThat(api.get(DEFAULT_PGO).statusCode()).isEqualTo(200);
        JsonNode check = check(TestServer.json(api.get(REPORT)), "program");
        assertThat(check.get("level").asText()).isEqualTo("ok");
        assertThat(check.get("finding").asText()).contains("web-1.4.0 has 75.0 % of the weight", "takes 100.0 %");
    }

    @Test
    void aProgramOfWhichNothingIsHotCostsTheOtherNothing() {
        for (String instance : new String[] {"a", "b", "c"}) {
            PgoFleet.put(store, PgoFleet.BUSY.in("/usr/bin/web").profiles(instance, V1, 24, 0));
        }
        PgoFleet migration = PgoFleet.BUSY.renamed("migration").withSamples(150).in("/usr/bin/migration");
        PgoFleet.put(store, migration.profiles("d", V1, 1, 0));

        assertThat(api.get(DEFAULT_PGO).statusCode()).isEqualTo(200);
        assertThat(check(TestServer.json(api.get(REPORT)), "program")
                        .get("level")
                        .asText())
                .isEqualTo("ok");
    }

    @Test
    void anIdleServiceIsTheWrongOne() {
        for (int hour = 0; hour < 24; hour++) {
            for (String instance : new String[] {"a", "b", "c"}) {
                Instant time = TestServer.NOW.minus(Duration.ofHours(hour)).minusSeconds(60);
                Labels labels = Labels.of(new TreeMap<>(Map.of(Labels.JOB, "fleet", Labels.INSTANCE, instance)));
                store.put(new Origin("fleet", "cpu", labels, time.toEpochMilli()), PgoFleet.idle(time));
            }
        }

        JsonNode report = refused(DEFAULT_PGO, "pgo-not-good-enough").get("report");
        assertThat(report.get("verdict").asText()).isEqualTo("broken");
        assertThat(check(report, "idle").get("level").asText()).isEqualTo("broken");
        assertThat(check(report, "idle").get("advice").asText()).contains("under load");
        assertThat(report.get("figures").get("idle").asDouble()).isEqualTo(1);
    }

    @Test
    void anInstanceThatHardlyRunsIsIdleWhateverItDoes() {
        for (String instance : new String[] {"a", "b", "c"}) {
            PgoFleet.put(store, PgoFleet.BUSY.withSamples(1).profiles(instance, V1, 24, 0));
        }

        JsonNode report = refused(DEFAULT_PGO, "pgo-not-good-enough").get("report");
        assertThat(check(report, "idle").get("finding").asText()).contains("0.001 cores");
    }

    @Test
    void samplesWithoutTimesStandForTheirPeriod() {
        Map<String, Long> periods = Map.of("v1", 0L, "v2", 20_000_000L);
        for (String version : periods.keySet()) {
            for (String instance : new String[] {"a", "b", "c"}) {
                List<PgoFleet.Put> day = PgoFleet.BUSY.profiles(instance, Map.of(Labels.VERSION, version), 24, 0);
                PgoFleet.put(store, PgoFleet.countsAlone(day, 1, periods.get(version)));
            }
        }

        // 300 samples in 20 s: of Go's own 10 ms where nothing else is said.
        assertThat(coresOf("v1")).isBetween(0.149, 0.151);
        assertThat(coresOf("v2")).isBetween(0.299, 0.301);
    }

    private double coresOf(String version) {
        String question = "?match=" + TestServer.encode("{version=\"" + version + "\"}");
        assertThat(api.get(DEFAULT_PGO + question).statusCode()).isEqualTo(200);
        JsonNode report = TestServer.json(api.get(REPORT + question));
        assertThat(check(report, "idle").get("level").asText())
                .as(report.toString())
                .isEqualTo("ok");
        return report.get("figures").get("coresPerInstance").asDouble();
    }

    @Test
    void aFleetThatCannotBeCountedAThousandTimesIsCappedAllTheSame() throws Exception {
        List<PgoFleet.Put> fleet = aDay(0);
        fleet.addAll(PgoFleet.BUSY.withSamples(4_000).renamed("loud").profiles("d", V1, 24, 0));
        PgoFleet.put(store, PgoFleet.countsAlone(fleet, 1, 0));
        HeldProfiles vast = new HeldProfiles();
        PgoFleet.put(vast, PgoFleet.countsAlone(fleet, 1L << 40, 0));
        try (TestServer other = new TestServer(vast)) {
            for (String fidelity : new String[] {"edges", "full"}) {
                String question = DEFAULT_PGO + "?max_share=0.4&weight=sum&gate=off&fidelity=" + fidelity;
                CallEdges few = edges(api.get(question));
                CallEdges many = edges(other.get(question));
                assertThat(many.size()).isEqualTo(few.size());
                assertThat(many.total()).isGreaterThan(Long.MAX_VALUE / 1000);
                EdgeComparison comparison = EdgeComparison.of(few, many);
                assertThat(comparison.overlap()).isGreaterThan(0.999_999_9);
                assertThat(comparison.moved()).isEmpty();
            }
        }
    }

    private static CallEdges edges(HttpResponse<byte[]> response) throws InvalidProfileException {
        assertThat(response.statusCode()).as(TestServer.text(response)).isEqualTo(200);
        return CallEdges.of(PprofDecoder.decode(response.body(), DecodeLimits.DEFAULT));
    }

    @Test
    void withoutStartLinesTheTargetIsToBeBuiltAnew() {
        for (String instance : new String[] {"a", "b", "c"}) {
            PgoFleet.put(store, PgoFleet.BUSY.withoutStartLines().profiles(instance, V1, 24, 0));
        }

        JsonNode problem = refused(DEFAULT_PGO, "pgo-no-start-lines");
        assertThat(problem.get("fix").asText()).contains("Go 1.20 or newer");
        assertThat(problem.get("report").get("verdict").asText()).isEqualTo("broken");

        busyFleet();
        JsonNode half = refused(DEFAULT_PGO, "pgo-not-good-enough").get("report");
        assertThat(half.get("figures").get("withoutStartLine").asDouble()).isBetween(0.49, 0.51);
        assertThat(check(half, "start-lines").get("level").asText()).isEqualTo("broken");
    }

    @Test
    void aProgramOfAnOldGoIsToBeBuiltAnew() {
        Labels old = Labels.of(Map.of("job", "fleet", "instance", "old"));
        long now = TestServer.NOW.toEpochMilli();
        for (int hour = 1; hour <= 24; hour++) {
            store.put(new Origin(PgoFleet.SERVICE, "cpu", old, now - hour * 3_600_000L), OLD_GO);
        }
        JsonNode report = refused(DEFAULT_PGO, "pgo-no-start-lines").get("report");
        assertThat(report.get("figures").get("withoutStartLine").asDouble()).isEqualTo(1);
        assertThat(check(report, "start-lines").get("level").asText()).isEqualTo("broken");

        busyFleet();
        JsonNode some = refused(DEFAULT_PGO, "pgo-not-good-enough").get("report");
        assertThat(some.get("figures").get("withoutStartLine").asDouble()).isBetween(0.2, 0.8);
        assertThat(check(some, "start-lines").get("level").asText()).isEqualTo("broken");
    }

    @Test
    void functionsThatWereRenamedByAReleaseAreGone() {
        busyFleet();
        Map<String, String> v2 = Map.of(Labels.VERSION, "v2");
        PgoFleet.put(store, PgoFleet.BUSY.renamed("other").profiles("a", v2, 4, 0));
        PgoFleet.put(store, PgoFleet.BUSY.renamed("other").profiles("b", v2, 4, 0));

        JsonNode report = refused(DEFAULT_PGO, "pgo-not-good-enough").get("report");
        assertThat(report.get("verdict").asText()).isEqualTo("wait");
        assertThat(check(report, "release").get("level").asText()).isEqualTo("wait");
        assertThat(check(report, "release").get("advice").asText()).contains("match={version=\"v2\"}");
        JsonNode newest = report.get("figures").get("newestVersion");
        assertThat(newest.get("version").asText()).isEqualTo("v2");
        assertThat(newest.get("liveMatch").asDouble())
                .isLessThan(newest.get("expectedLiveMatch").asDouble() - 0.3);
    }

    @Test
    void aReleaseThatChangedNothingPasses() {
        busyFleet();
        PgoFleet.put(store, PgoFleet.BUSY.profiles("a", Map.of(Labels.VERSION, "v2", "go_version", "go1.26.1"), 4, 0));

        JsonNode report = TestServer.json(api.get(REPORT));
        assertThat(report.get("verdict").asText()).as(report.toString()).isEqualTo("ship");
        assertThat(check(report, "release").get("level").asText()).isEqualTo("ok");
    }

    @Test
    void anOlderGoIsWorthKnowing() {
        for (String instance : new String[] {"a", "b", "c"}) {
            String version = instance.equals("c") ? "go1.26.8" : "go1.25.1";
            PgoFleet.put(store, PgoFleet.BUSY.profiles(instance, Map.of("go_version", version), 24, 0));
        }

        JsonNode report = TestServer.json(api.get(REPORT));
        assertThat(report.get("verdict").asText()).isEqualTo("ship");
        assertThat(check(report, "go-version").get("level").asText()).isEqualTo("note");
        assertThat(check(report, "go-version").get("finding").asText()).contains("66.7 %", "older Go than go1.26");
    }

    @Test
    void theCompilerReadsTheSameOfTheEdgesAsOfTheWholeMerge(@TempDir Path folder) throws Exception {
        GoTools.required();
        busyFleet();
        PgoFleet.put(store, PgoFleet.BUSY.withSamples(3_000).renamed("loud").profiles("d", V1, 24, 0));
        for (String question : new String[] {
            "?gate=off", "?max_share=0.3", "?gate=off&max_share=0.05", "?gate=off&match={instance=\"b\"}"
        }) {
            String url = DEFAULT_PGO
                    + question.replace("{", "%7B").replace("}", "%7D").replace("\"", "%22");
            Path edges = Files.write(folder.resolve("edges.pgo"), api.get(url).body());
            Path full = Files.write(
                    folder.resolve("full.pgo"), api.get(url + "&fidelity=full").body());

            String text = GoTools.text(folder, "preprofile", "-i", full.toString());
            assertThat(text).contains("[go.shape.int]");
            assertThat(GoTools.text(folder, "preprofile", "-i", edges.toString()))
                    .as(question)
                    .isEqualTo(text);
        }
    }
}
