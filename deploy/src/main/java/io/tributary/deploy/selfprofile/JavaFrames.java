package io.tributary.deploy.selfprofile;

import io.tributary.profile.LocationTable;
import io.tributary.profile.build.Line;
import io.tributary.profile.build.ProfileBuilder;
import java.util.List;
import java.util.regex.Pattern;
import jdk.jfr.consumer.RecordedFrame;
import jdk.jfr.consumer.RecordedMethod;

/**
 * Java's frames as pprof's locations: no mapping, no address, one line. For the thread of its builder.
 *
 * <p>The names of lambdas' and other hidden classes end in numbers that differ from run to run; they are cut, so that
 * profiles of two runs merge.
 */
final class JavaFrames {
    private static final Pattern HIDDEN =
            Pattern.compile("(\\$\\$Lambda|\\$\\$InjectedInvoker|LambdaForm\\$\\w+)[./+$]0x[0-9a-f]+(\\.[0-9]+)?$");

    private final ProfileBuilder builder;

    JavaFrames(ProfileBuilder builder) {
        this.builder = builder;
    }

    /** The locations of a recorded stack, leaf first. */
    int[] stack(List<RecordedFrame> frames) {
        return frames.stream()
                .filter(RecordedFrame::isJavaFrame)
                .mapToInt(frame -> {
                    RecordedMethod method = frame.getMethod();
                    return location(method.getType().getName(), method.getName(), frame.getLineNumber());
                })
                .toArray();
    }

    /** The locations of a live thread's stack, leaf first. */
    int[] stack(StackTraceElement[] frames) {
        int[] stack = new int[frames.length];
        for (int i = 0; i < frames.length; i++) {
            stack[i] = location(frames[i].getClassName(), frames[i].getMethodName(), frames[i].getLineNumber());
        }
        return stack;
    }

    /** The class as it is named in every run, packages divided by dots. */
    static String type(String className) {
        return HIDDEN.matcher(className.replace('/', '.')).replaceFirst("$1");
    }

    private int location(String className, String method, int line) {
        String type = type(className);
        // A dollar that begins the simple name, as in a proxy's, is no nesting.
        int outer = type.indexOf('$', type.lastIndexOf('.') + 2);
        String file = (outer < 0 ? type : type.substring(0, outer)).replace('.', '/') + ".java";
        String name = type + "." + method;
        int function = builder.function(name, name, file, 0);
        return builder.location(LocationTable.NO_MAPPING, 0, false, new Line(function, Math.max(0, line), 0));
    }
}
