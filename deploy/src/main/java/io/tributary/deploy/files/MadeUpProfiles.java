package io.tributary.deploy.files;

import io.tributary.profile.Header;
import io.tributary.profile.Profile;
import io.tributary.profile.ValueType;
import io.tributary.profile.build.Label;
import io.tributary.profile.build.Line;
import io.tributary.profile.build.ProfileBuilder;
import java.util.List;
import java.util.SplittableRandom;

/** CPU profiles of no program, of the size and shape of real ones, for code to run over that is to become quick. */
public final class MadeUpProfiles {
    private static final int FUNCTIONS = 1_500;
    private static final int LOCATIONS = 3_000;
    private static final int SAMPLES = 1_200;
    private static final int MAX_DEPTH = 28;
    private static final long PERIOD = 10_000_000;

    private MadeUpProfiles() {}

    /** The profile of a number; different ones share their functions and locations, and few stacks. */
    public static Profile profile(int number) {
        SplittableRandom random = new SplittableRandom(number);
        ProfileBuilder builder = new ProfileBuilder(2);
        int mapping = builder.mapping(0x40_0000, 0x240_0000, 0, "/usr/local/bin/made-up", "made-up-build", 7);
        int[] functions = new int[FUNCTIONS];
        for (int i = 0; i < FUNCTIONS; i++) {
            String name = "example.com/made/up/package" + i % 40 + ".(*Type" + i % 9 + ").Method" + i;
            functions[i] = builder.function(name, name, "/src/made/up/package" + i % 40 + "/file" + i % 200 + ".go", i);
        }
        int[] locations = new int[LOCATIONS];
        for (int i = 0; i < LOCATIONS; i++) {
            Line line = new Line(functions[i % FUNCTIONS], i, 0);
            Line inlined = new Line(functions[(i * 7) % FUNCTIONS], i + 3, 0);
            long address = 0x40_1000L + i * 64L;
            locations[i] = i % 3 == 0
                    ? builder.location(mapping, address, false, inlined, line)
                    : builder.location(mapping, address, false, line);
        }
        for (int i = 0; i < SAMPLES; i++) {
            int[] stack = new int[2 + random.nextInt(MAX_DEPTH)];
            int at = random.nextInt(LOCATIONS);
            for (int frame = 0; frame < stack.length; frame++) {
                stack[frame] = locations[at];
                at = (at * 5 + 1 + random.nextInt(2)) % LOCATIONS;
            }
            long samples = 1L + random.nextInt(4);
            long[] values = {samples, samples * PERIOD};
            if (i % 4 == 0) {
                builder.sample(stack, values, Label.of("handler", "handler" + i % 10));
            } else {
                builder.sample(stack, values);
            }
        }
        ValueType cpu = new ValueType("cpu", "nanoseconds");
        return builder.build(new Header(
                List.of(new ValueType("samples", "count"), cpu), cpu, PERIOD, 1, 1, "", List.of(), "", "", ""));
    }
}
