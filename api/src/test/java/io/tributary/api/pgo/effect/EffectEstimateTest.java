package io.tributary.api.pgo.effect;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Against simulated roll-outs, of which the truth is known. */
final class EffectEstimateTest {
    private static final int TRIALS = 200;
    private static final int INSTANCES = 20;
    private static final int DAYS = 14;

    /**
     * What varies, as deviations of a logarithm.
     *
     * @param cell each instance's each hour
     * @param hour each hour, of all instances
     * @param instance each instance of a version, all the time
     */
    private record Noise(double cell, double hour, double instance) {
        static double draw(Random random, double deviation) {
            return Math.exp(deviation * random.nextGaussian() - deviation * deviation / 2);
        }
    }

    /** Two weeks of twenty instances under a daily course of load, which change version one by one around the middle. */
    private static Effect rollOut(int seed, double gain, Noise noise) {
        Random random = new Random(seed);
        int hours = DAYS * 24;
        double[] load = new double[hours];
        for (int t = 0; t < hours; t++) {
            load[t] = (1 + 0.6 * Math.sin(2 * Math.PI * t / 24)) * Noise.draw(random, noise.hour());
        }
        List<Usage> before = new ArrayList<>();
        List<Usage> after = new ArrayList<>();
        for (int instance = 0; instance < INSTANCES; instance++) {
            int change = 6 * 24 + random.nextInt(2 * 24);
            double old = Noise.draw(random, noise.instance());
            double young = Noise.draw(random, noise.instance()) * (1 - gain);
            for (int t = 0; t < hours; t++) {
                double cores = 2 * load[t] * Noise.draw(random, noise.cell());
                if (t < change) {
                    before.add(new Usage(instance, t, cores * old));
                } else {
                    after.add(new Usage(instance, t, cores * young));
                }
            }
        }
        return EffectEstimate.of(new VersionUsage(before), new VersionUsage(after));
    }

    @Test
    void aGainOfFivePercentIsFoundUnderThirtyPercentOfNoise() {
        int held = 0;
        int found = 0;
        for (int seed = 0; seed < TRIALS; seed++) {
            Effect.Measured effect = (Effect.Measured) rollOut(seed, 0.05, new Noise(0.3, 0, 0));
            held += effect.low() <= -0.05 && -0.05 <= effect.high() ? 1 : 0;
            found += effect.saves() ? 1 : 0;
        }
        assertThat(held).as("intervals of %s that hold the truth", TRIALS).isGreaterThanOrEqualTo(186);
        assertThat(found).as("trials of %s in which the gain is shown", TRIALS).isGreaterThanOrEqualTo(190);
    }

    @Test
    void noGainIsCalledSo() {
        int called = 0;
        for (int seed = 0; seed < TRIALS; seed++) {
            Effect.Measured effect = (Effect.Measured) rollOut(1000 + seed, 0, new Noise(0.3, 0, 0));
            called += effect.isShown() ? 0 : 1;
        }
        assertThat(called).as("trials of %s in which nothing is shown", TRIALS).isGreaterThanOrEqualTo(186);
    }

    @ParameterizedTest
    @CsvSource({"0.05, 0.3, 0", "0.3, 0.3, 0", "0.1, 0, 0.3", "0.1, 0.2, 0.3"})
    void theIntervalHoldsTheTruthWhateverVaries(double cell, double hour, double instance) {
        int held = 0;
        for (int seed = 0; seed < TRIALS; seed++) {
            Effect.Measured effect = (Effect.Measured) rollOut(2000 + seed, 0.05, new Noise(cell, hour, instance));
            held += effect.low() <= -0.05 && -0.05 <= effect.high() ? 1 : 0;
        }
        assertThat(held).as("intervals of %s that hold the truth", TRIALS).isGreaterThanOrEqualTo(182);
    }

    @Test
    void theLoadsDailyCourseFallsOut() {
        // The old version is known by night and day, the new one nearly by night alone.
        List<Usage> before = new ArrayList<>();
        List<Usage> after = new ArrayList<>();
        for (int instance = 0; instance < 4; instance++) {
            for (int t = 0; t < 7 * 24; t++) {
                double cores = t % 24 < 8 ? 1 : 5;
                before.add(new Usage(instance, t, cores));
                if (t % 24 < 8) {
                    after.add(new Usage(instance, 7 * 24L + t, cores));
                }
            }
        }
        Effect.Measured effect = (Effect.Measured) EffectEstimate.of(new VersionUsage(before), new VersionUsage(after));
        assertThat(effect.pairedHours()).isEqualTo(56);
        assertThat(effect.change()).isZero();
        assertThat(effect.before()).isEqualTo(1);
    }

    @Test
    void whatIsMissingIsSaidWithHowMuch() {
        List<Usage> before = new ArrayList<>();
        for (int t = 0; t < 48; t++) {
            before.add(new Usage(0, t, 1));
            before.add(new Usage(1, t, 1));
        }
        List<Usage> after = new ArrayList<>();
        for (int t = 7 * 24; t < 7 * 24 + 5; t++) {
            after.add(new Usage(0, t, 1));
        }
        Effect effect = EffectEstimate.of(new VersionUsage(before), new VersionUsage(after));
        assertThat(effect)
                .isEqualTo(new Effect.NotEnough(
                        5,
                        List.of(
                                "19 more hours of the week in which both versions were profiled",
                                "1 more instance of the new version")));
    }

    @Test
    void anIdleVersionIsNoDivisor() {
        List<Usage> idle = new ArrayList<>();
        List<Usage> busy = new ArrayList<>();
        for (int t = 0; t < 48; t++) {
            for (int instance = 0; instance < 2; instance++) {
                idle.add(new Usage(instance, t, 0));
                busy.add(new Usage(instance, t, 1));
            }
        }
        assertThat(EffectEstimate.of(new VersionUsage(idle), new VersionUsage(busy)))
                .isInstanceOf(Effect.NotEnough.class);
        assertThat(EffectEstimate.of(new VersionUsage(busy), new VersionUsage(idle)))
                .isInstanceOf(Effect.NotEnough.class);
    }

    @Test
    void theSameDataGiveTheSameFigures() {
        Noise noise = new Noise(0.3, 0.1, 0.1);
        assertThat(rollOut(1, 0.05, noise)).isEqualTo(rollOut(1, 0.05, noise));
    }
}
