package io.tributary.profile.pgo;

import io.tributary.profile.Profile;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;

/**
 * Which functions are a Go program's own: of its main package, and of modules whose sources are neither in the module cache (a path with
 * {@code @} and a version) nor in a folder {@code vendor}, nor Go's library. Packages are known by their module, which is taken to be the first
 * three elements of a path that begins with a host's name, and otherwise the first one.
 */
public final class OwnCode {
    private static final String MAIN = "main";
    /** The folders of Go's library; a module of another's name that has no dot in it is one's own. */
    private static final Set<String> LIBRARY = Set.of(
            "archive",
            "bufio",
            "builtin",
            "bytes",
            "cmd",
            "cmp",
            "compress",
            "container",
            "context",
            "crypto",
            "database",
            "debug",
            "embed",
            "encoding",
            "errors",
            "expvar",
            "flag",
            "fmt",
            "go",
            "hash",
            "html",
            "image",
            "index",
            "internal",
            "io",
            "iter",
            "log",
            "maps",
            "math",
            "mime",
            "net",
            "os",
            "path",
            "plugin",
            "reflect",
            "regexp",
            "runtime",
            "slices",
            "sort",
            "strconv",
            "strings",
            "structs",
            "sync",
            "syscall",
            "testing",
            "text",
            "time",
            "unicode",
            "unique",
            "unsafe",
            "vendor",
            "weak");

    private final Set<String> modules;

    private OwnCode(Set<String> modules) {
        this.modules = modules;
    }

    /** What is a program's own, by the names and files of the functions in a profile of it. */
    public static OwnCode of(Profile profile) {
        Set<String> modules = new HashSet<>(Set.of(MAIN));
        for (int function = 0; function < profile.functions().size(); function++) {
            String file = profile.strings().get(profile.functions().filename()[function]);
            if (isWrittenHere(file)) {
                String module = module(profile.strings().get(profile.functions().name()[function]));
                if (!module.isEmpty() && !LIBRARY.contains(module)) {
                    modules.add(module);
                }
            }
        }
        return new OwnCode(modules);
    }

    /** What the compiler writes, like wrappers, has no file. */
    private static boolean isWrittenHere(String file) {
        return !file.isEmpty() && !file.startsWith("<") && !file.contains("@") && !file.contains("/vendor/");
    }

    /** Of {@code github.com/x/shop/cart.(*Cart[go.shape.int]).Add} that is {@code github.com/x/shop}; empty for what is not Go's. */
    private static String module(String function) {
        int generics = function.indexOf('[');
        String symbol = generics < 0 ? function : function.substring(0, generics);
        int begin = symbol.lastIndexOf('/') + 1;
        int dot = symbol.indexOf('.', begin);
        if (dot < 0 || symbol.indexOf(':') >= 0) {
            return "";
        }
        String[] elements = symbol.substring(0, dot).split("/", -1);
        int of = elements[0].contains(".") ? Math.min(3, elements.length) : 1;
        return String.join("/", Arrays.asList(elements).subList(0, of));
    }

    public boolean has(String function) {
        return modules.contains(module(function));
    }

    /** Those of the edges that begin or end in it. */
    public CallEdges in(CallEdges edges) {
        boolean[] isOwn = new boolean[edges.names().length];
        for (int name = 0; name < isOwn.length; name++) {
            isOwn[name] = has(edges.name(name));
        }
        return edges.where(edge -> isOwn[edges.callers()[edge]] || isOwn[edges.callees()[edge]]);
    }
}
