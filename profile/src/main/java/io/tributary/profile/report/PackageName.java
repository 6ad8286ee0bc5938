package io.tributary.profile.report;

import java.util.Set;

/**
 * The package of a function, from its name and its file's. Go: {@code net/http.(*Server).Serve} is in {@code net/http}.
 * Java: {@code java.util.HashMap.get}, or {@code java/util/HashMap.get} as the virtual machine itself writes it, is in
 * {@code java.util}. Text is one character a byte.
 */
final class PackageName {
    /** Of Java classes outside any package. */
    static final String UNNAMED = "(unnamed package)";

    private static final Set<String> GO = Set.of("go", "s");
    private static final Set<String> JAVA = Set.of("java", "kt", "scala", "groovy", "clj");
    private static final Set<String> OTHERS = Set.of("c", "cc", "cpp", "cxx", "h", "hpp", "rs", "py", "js", "rb");
    /** What C compilers put behind a function's name and a dot. */
    private static final Set<String> CLONES =
            Set.of("cold", "constprop", "isra", "llvm", "localalias", "lto_priv", "part");

    private PackageName() {}

    /** The package, or empty where the name is of neither language. */
    static String of(String function, String file) {
        String suffix = file.substring(file.lastIndexOf('.') + 1);
        String path = withoutArguments(function);
        if (path.contains("::") || path.startsWith("[") || OTHERS.contains(suffix)) {
            return "";
        }
        if (GO.contains(suffix)) {
            return go(path);
        }
        if (JAVA.contains(suffix)) {
            return java(path);
        }
        if (looksLikeJava(path)) {
            return java(path);
        }
        return isClone(path) ? "" : go(path);
    }

    /** Up to the first bracket: types of arguments, of a receiver and of a generic have paths of their own. */
    private static String withoutArguments(String name) {
        int end = 0;
        while (end < name.length() && "([".indexOf(name.charAt(end)) < 0) {
            end++;
        }
        return end == 0 ? name : name.substring(0, end);
    }

    private static boolean isClone(String path) {
        int dot = path.indexOf('.');
        int end = path.indexOf('.', dot + 1);
        return dot > 0 && CLONES.contains(path.substring(dot + 1, end < 0 ? path.length() : end));
    }

    /** Up to the first dot behind the last slash; the compiler writes a dot in that part of a path as {@code %2e}. */
    private static String go(String path) {
        int last = path.lastIndexOf('/') + 1;
        int dot = path.indexOf('.', last);
        return dot <= last ? "" : unescaped(path.substring(0, dot));
    }

    private static String unescaped(String path) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < path.length(); i++) {
            int high = i + 2 < path.length() ? Character.digit(path.charAt(i + 1), 16) : -1;
            int low = i + 2 < path.length() ? Character.digit(path.charAt(i + 2), 16) : -1;
            if (path.charAt(i) == '%' && high >= 0 && low >= 0) {
                text.append((char) (high << 4 | low));
                i += 2;
            } else {
                text.append(path.charAt(i));
            }
        }
        return text.toString();
    }

    /**
     * Whether a class, which begins with a capital, is in something that Go would not write so: {@code a.b.C.m}, or
     * {@code a/b/C.m} with no dot or dash in the path. Of {@code a.C.m} both languages say that it is in {@code a}.
     */
    private static boolean looksLikeJava(String path) {
        int slash = path.lastIndexOf('/');
        int type = classBegin(path);
        if (type < 0) {
            return false;
        }
        return type == slash + 1 ? isIdentifiers(path, slash) : path.indexOf('.', slash + 1) < type - 1 || slash < 0;
    }

    private static boolean isIdentifiers(String path, int end) {
        for (int i = 0; i < end; i++) {
            char c = path.charAt(i);
            if (c != '/' && !Character.isJavaIdentifierPart(c)) {
                return false;
            }
        }
        return true;
    }

    /**
     * Where the first part behind the last slash begins that begins with a capital, or as a proxy's does with a
     * dollar, and has another behind it; or −1.
     */
    private static int classBegin(String path) {
        int from = path.lastIndexOf('/') + 1;
        while (from < path.length()) {
            int dot = path.indexOf('.', from);
            if (dot < 0) {
                return -1;
            }
            char first = path.charAt(from);
            if ((first >= 'A' && first <= 'Z') || first == '$') {
                return from;
            }
            from = dot + 1;
        }
        return -1;
    }

    private static String java(String path) {
        int slash = path.lastIndexOf('/');
        int type = classBegin(path);
        if (type < 0) {
            // No class begins with a capital: it is the part before the method.
            int method = path.lastIndexOf('.');
            if (method < 0) {
                return "";
            }
            type = path.lastIndexOf('.', method - 1) + 1;
            type = Math.max(type, slash + 1);
        }
        // A module, as in java.base/java.util.HashMap.get, is no part of the package.
        int from = type == slash + 1 ? 0 : slash + 1;
        return type <= from ? UNNAMED : path.substring(from, type - 1).replace('/', '.');
    }
}
