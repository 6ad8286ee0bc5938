package io.tributary.deploy.selfprofile;

import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.profile.Profile;
import io.tributary.profile.build.ProfileBuilder;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class JavaFramesTest {
    @ParameterizedTest
    @CsvSource({
        "a.Foo$$Lambda/0x00007f1c3c0a1c00, a.Foo$$Lambda, a/Foo.java",
        "a.Foo$$Lambda.0x0000000094045c00, a.Foo$$Lambda, a/Foo.java",
        "a.Foo$$Lambda+0x0000000094045c00.123, a.Foo$$Lambda, a/Foo.java",
        "java.lang.invoke.LambdaForm$DMH/0x00007f1c, java.lang.invoke.LambdaForm$DMH, java/lang/invoke/LambdaForm.java",
        "java.lang.invoke.LambdaForm$Name, java.lang.invoke.LambdaForm$Name, java/lang/invoke/LambdaForm.java",
        "java.lang.invoke.LambdaForm$BasicType, java.lang.invoke.LambdaForm$BasicType, java/lang/invoke/LambdaForm.java",
        "a.Foo$Bar$Baz, a.Foo$Bar$Baz, a/Foo.java",
        "jdk.proxy2.$Proxy12, jdk.proxy2.$Proxy12, jdk/proxy2/$Proxy12.java",
        "Main, Main, Main.java",
    })
    void aClassHasTheSameNameInEveryRun(String className, String name, String file) {
        ProfileBuilder builder = new ProfileBuilder(1);
        new JavaFrames(builder).stack(new StackTraceElement[] {new StackTraceElement(className, "run", "ignored", 7)});
        Profile profile = builder.build(ThreadProfile.now().header());
        assertThat(profile.strings().get(profile.functions().name()[0])).isEqualTo(name + ".run");
        assertThat(profile.strings().get(profile.functions().filename()[0])).isEqualTo(file);
        assertThat(profile.locations().line()[0]).isEqualTo(7);
    }
}
