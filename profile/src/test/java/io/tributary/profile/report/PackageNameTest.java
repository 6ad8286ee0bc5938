package io.tributary.profile.report;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PackageNameTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "main.main                                       | /src/main.go   | main",
                "main.main.Run.func1                             | /src/main.go   | main",
                "main.T.Run                                      | \"\"           | main",
                "time.Time.String                                | \"\"           | time",
                "net/http.(*Server).Serve                        | \"\"           | net/http",
                "net/http.(*Server).Serve                        | server.go      | net/http",
                "github.com/a/b.Type.Method                      | \"\"           | github.com/a/b",
                "github.com/a/B.F                                | \"\"           | github.com/a/B",
                "gopkg.in/yaml%2ev3.(*parser).parse              | \"\"           | gopkg.in/yaml.v3",
                "slices.SortFunc[go.shape.[]a/b.T,go.shape.int]  | \"\"           | slices",
                "a/b.(*T[go.shape.interface { c/d.M() }]).Run    | \"\"           | a/b",
                "runtime.memmove                                 | memmove_amd64.s | runtime",
                "main.run.part.f                                 | main.go        | main",
                "java.util.HashMap.get                           | \"\"           | java.util",
                "java.util.HashMap.get                           | HashMap.java   | java.util",
                "java.util.HashMap$Node.<init>(int, java.a.B)    | \"\"           | java.util",
                "java/util/HashMap.get                           | \"\"           | java.util",
                "java.base/java.util.HashMap.get                 | \"\"           | java.util",
                "app//com.example.Foo.bar                        | Foo.kt         | com.example",
                "a.b.C$$Lambda.run                               | a/b/C.java     | a.b",
                "jdk.proxy2.$Proxy12.call                        | \"\"           | jdk.proxy2",
                "a.b.lower.method                                | lower.java     | a.b",
                "Main.main                                       | Main.java      | (unnamed package)",
                "Main.main                                       | \"\"           | (unnamed package)",
                "malloc                                          | \"\"           | \"\"",
                "foo.constprop.0                                 | \"\"           | \"\"",
                "foo.cold                                        | \"\"           | \"\"",
                "x.y                                             | x.c            | \"\"",
                "std::map<int>::insert                           | \"\"           | \"\"",
                "[libc.so.6]                                     | \"\"           | \"\"",
                "%2                                              | \"\"           | \"\"",
                "a%2.b                                           | \"\"           | a%2",
                ".                                               | \"\"           | \"\"",
                ".                                               | x.java         | (unnamed package)",
                "/.                                              | \"\"           | \"\"",
                "(                                               | \"\"           | \"\"",
                "\"\"                                            | \"\"           | \"\"",
            })
    void ofFunctionAndFile(String function, String file, String expected) {
        assertThat(PackageName.of(function, file)).isEqualTo(expected);
    }
}
