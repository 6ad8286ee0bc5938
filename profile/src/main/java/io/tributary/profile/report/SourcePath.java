package io.tributary.profile.report;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/** Paths of source files as pprof shows them; one character a byte. */
final class SourcePath {
    /** Where Bazel's compilers say they run. */
    private static final List<String> SANDBOXES = List.of("/proc/self/cwd/./", "/proc/self/cwd/");

    private SourcePath() {}

    /** The shortest path that means the same, as Go's {@code filepath.Clean} finds it on Unix; nothing stays nothing. */
    static String clean(String path) {
        String rest = withoutSandbox(path);
        if (rest.isEmpty()) {
            return rest;
        }
        boolean rooted = rest.startsWith("/");
        Deque<String> parts = new ArrayDeque<>();
        for (String part : rest.split("/", -1)) {
            if (part.equals("..")) {
                if (!parts.isEmpty() && !parts.getLast().equals("..")) {
                    parts.removeLast();
                } else if (!rooted) {
                    parts.add(part);
                }
            } else if (!part.isEmpty() && !part.equals(".")) {
                parts.add(part);
            }
        }
        String joined = String.join("/", parts);
        return rooted ? "/" + joined : joined.isEmpty() ? "." : joined;
    }

    private static String withoutSandbox(String path) {
        for (String sandbox : SANDBOXES) {
            if (path.startsWith(sandbox)) {
                return path.substring(sandbox.length());
            }
        }
        return path;
    }
}
