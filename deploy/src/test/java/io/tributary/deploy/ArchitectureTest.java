package io.tributary.deploy;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaPackage;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.core.importer.Location;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import io.tributary.api.security.Token;
import io.tributary.deploy.web.SelfAccess;
import java.security.MessageDigest;
import java.time.Clock;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZonedDateTime;
import java.util.Arrays;
import org.jspecify.annotations.NullMarked;

/** Arrows go one way: deploy → api, collector → storage → profile. Seen from here, where every module is on the class path. */
@AnalyzeClasses(packages = "io.tributary", importOptions = ArchitectureTest.Shipped.class)
class ArchitectureTest {
    private static final String PROFILE = "io.tributary.profile..";
    private static final String STORAGE = "io.tributary.storage..";
    private static final String COLLECTOR = "io.tributary.collector..";
    private static final String API = "io.tributary.api..";
    private static final String DEPLOY = "io.tributary.deploy..";

    @ArchTest
    static void everyModuleIsLookedAt(JavaClasses classes) {
        for (String module : new String[] {PROFILE, STORAGE, COLLECTOR, API, DEPLOY}) {
            String root = module.substring(0, module.length() - 2);
            assertThat(classes.containPackage(root)).as(root).isTrue();
        }
    }

    @ArchTest
    static final ArchRule profileKnowsNobody = noClasses()
            .that()
            .resideInAPackage(PROFILE)
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(STORAGE, COLLECTOR, API, DEPLOY);

    @ArchTest
    static final ArchRule storageKnowsProfileAlone = noClasses()
            .that()
            .resideInAPackage(STORAGE)
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(COLLECTOR, API, DEPLOY);

    @ArchTest
    static final ArchRule collectorKnowsNeitherApiNorDeploy = noClasses()
            .that()
            .resideInAPackage(COLLECTOR)
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(API, DEPLOY);

    @ArchTest
    static final ArchRule apiKnowsNeitherCollectorNorDeploy = noClasses()
            .that()
            .resideInAPackage(API)
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(COLLECTOR, DEPLOY);

    @ArchTest
    static final ArchRule noServerInProfileAndStorage = noClasses()
            .that()
            .resideInAnyPackage(PROFILE, STORAGE)
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("io.vertx..", "io.netty..");

    @ArchTest
    static final ArchRule rocksDbStaysInItsPackage = noClasses()
            .that()
            .resideOutsideOfPackage("io.tributary.storage.rocksdb..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("org.rocksdb..");

    @ArchTest
    static final ArchRule profileIsAValue = noClasses()
            .that()
            .resideInAPackage(PROFILE)
            .should()
            .dependOnClassesThat(
                    DescribedPredicate.describe("are clocks, threads or files", ArchitectureTest::isOutside));

    @ArchTest
    static final ArchRule profileReadsNoClock = noClasses()
            .that()
            .resideInAPackage(PROFILE)
            .should()
            .callMethod(System.class, "currentTimeMillis")
            .orShould()
            .callMethod(System.class, "nanoTime")
            .orShould()
            .callMethod(Instant.class, "now")
            .orShould()
            .callMethod(ZonedDateTime.class, "now");

    /** How long a comparison takes must not tell how much of a secret is right. */
    @ArchTest
    static final ArchRule secretsAreComparedInConstantTime = classes()
            .that()
            .areAssignableTo(Token.class)
            .or()
            .areAssignableTo(SelfAccess.class)
            .should()
            .callMethod(MessageDigest.class, "isEqual", byte[].class, byte[].class);

    @ArchTest
    static final ArchRule noDigestIsComparedOtherwise = noClasses()
            .that()
            .resideInAnyPackage("io.tributary.api.security..", "io.tributary.deploy.web..")
            .should()
            .callMethod(Arrays.class, "equals", byte[].class, byte[].class)
            .orShould()
            .callMethod(Arrays.class, "compare", byte[].class, byte[].class)
            .orShould()
            .callMethod(Arrays.class, "mismatch", byte[].class, byte[].class);

    @ArchTest
    static final ArchRule noCycles =
            slices().matching("io.tributary.(**)").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule everyPackageSaysWhatItIs = classes().should(resideInADescribedPackage());

    /** No tests, neither this module's nor those of profile's test jar. */
    static final class Shipped implements ImportOption {
        private final ImportOption noTests = new ImportOption.DoNotIncludeTests();

        @Override
        public boolean includes(Location location) {
            return noTests.includes(location) && !location.contains("-tests.jar");
        }
    }

    private static boolean isOutside(JavaClass type) {
        String name = type.getName();
        return name.startsWith("java.nio.file.")
                || name.startsWith("java.io.File")
                || name.startsWith("java.net.")
                || name.startsWith("java.util.concurrent.Executor")
                || name.startsWith("java.util.concurrent.ForkJoin")
                || Arrays.asList(Thread.class, Clock.class, InstantSource.class).stream()
                        .anyMatch(type::isEquivalentTo);
    }

    private static ArchCondition<JavaClass> resideInADescribedPackage() {
        return new ArchCondition<>("reside in a package whose package-info says @NullMarked") {
            @Override
            public void check(JavaClass type, ConditionEvents events) {
                JavaPackage home = type.getPackage();
                boolean isDescribed = home.tryGetPackageInfo().isPresent() && home.isAnnotatedWith(NullMarked.class);
                events.add(new SimpleConditionEvent(
                        type, isDescribed, home.getName() + " has no package-info with @NullMarked"));
            }
        };
    }
}
