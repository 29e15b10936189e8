package io.lastmile;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.GeneralCodingRules.ACCESS_STANDARD_STREAMS;
import static com.tngtech.archunit.library.GeneralCodingRules.THROW_GENERIC_EXCEPTIONS;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/// The architecture as a test: which room may use which. `ROOMS` is the architecture.
class ArchitectureTest {
    /// core-api, bottom first. A room may use the rooms written before it, never the ones after.
    private static final List<String> ROOMS =
            List.of(
                    "platform",
                    "identity",
                    "settings",
                    "customers",
                    "plans",
                    "lines",
                    "documents",
                    "ledger",
                    "subscriptions",
                    "billing",
                    "payments",
                    "dunning",
                    "imports",
                    "usage",
                    "alarms",
                    "network",
                    "tickets",
                    "portal",
                    "notifications",
                    "papers",
                    "reports",
                    "overview");

    private static final String CORE = "io.lastmile.core.";
    private static final String COLLECTOR = "io.lastmile.collector.";

    private static final JavaClasses PRODUCT =
            new ClassFileImporter()
                    .withImportOption(new DoNotIncludeTests())
                    .importPackages("io.lastmile");

    @TestFactory
    Stream<DynamicTest> arrowsPointDown() {
        return IntStream.range(0, ROOMS.size() - 1)
                .mapToObj(i -> DynamicTest.dynamicTest(ROOMS.get(i), () -> usesNoneAbove(i)));
    }

    private static void usesNoneAbove(int room) {
        String[] above =
                ROOMS.stream().skip(room + 1L).map(r -> CORE + r + "..").toArray(String[]::new);
        noClasses()
                .that()
                .resideInAPackage(CORE + ROOMS.get(room) + "..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(above)
                .check(PRODUCT);
    }

    @Test
    void everyRoomOfCoreIsInTheList() {
        classes()
                .that()
                .resideInAPackage("io.lastmile.core..")
                .should()
                .resideInAnyPackage(
                        Stream.concat(
                                        Stream.of("io.lastmile.core"),
                                        ROOMS.stream().map(r -> CORE + r))
                                .toArray(String[]::new))
                .check(PRODUCT);
    }

    @Test
    void coreKnowsOfTheCollectorOnlyWhatItMay() {
        noClasses()
                .that()
                .resideInAPackage("io.lastmile.core..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "io.lastmile.collector",
                        COLLECTOR + "pipeline..",
                        COLLECTOR + "store..",
                        COLLECTOR + "poller..",
                        COLLECTOR + "rollup..",
                        COLLECTOR + "simulator..",
                        COLLECTOR + "postgres..")
                .check(PRODUCT);
    }

    @Test
    void webKnowsOnlyCore() {
        noClasses()
                .that()
                .resideInAPackage("io.lastmile.web..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("io.lastmile.collector..", "io.lastmile.deploy..")
                .check(PRODUCT);
    }

    @Test
    void theCollectorKnowsNobodyAboveIt() {
        noClasses()
                .that()
                .resideInAPackage("io.lastmile.collector..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "io.lastmile.core..", "io.lastmile.web..", "io.lastmile.deploy..")
                .check(PRODUCT);
    }

    @Test
    void theRouterOsClientNeedsOnlyNettyAndTheJdk() {
        classes()
                .that()
                .resideInAPackage(COLLECTOR + "routeros..")
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage(
                        COLLECTOR + "routeros", "io.netty..", "java..", "javax..", "org.jspecify..")
                .check(PRODUCT);
    }

    @Test
    void noProductionRoomKnowsTheSimulator() {
        noClasses()
                .that()
                .resideOutsideOfPackages(COLLECTOR + "simulator..", "io.lastmile.deploy..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage(COLLECTOR + "simulator..")
                .check(PRODUCT);
        noClasses()
                .that()
                .resideInAPackage(COLLECTOR + "simulator..")
                .should()
                .dependOnClassesThat(isAnotherRoomOfTheCollector())
                .check(PRODUCT);
    }

    private static DescribedPredicate<JavaClass> isAnotherRoomOfTheCollector() {
        return DescribedPredicate.describe(
                "are rooms of the collector other than simulator and routeros",
                type ->
                        type.getPackageName().startsWith("io.lastmile.collector")
                                && !type.getPackageName().equals(COLLECTOR + "simulator")
                                && !type.getPackageName().equals(COLLECTOR + "routeros"));
    }

    @Test
    void onlyTheseRoomsSpeakJdbc() {
        noClasses()
                .that()
                .resideInAPackage("io.lastmile..")
                .and()
                .resideOutsideOfPackages(
                        CORE + "platform",
                        COLLECTOR + "store",
                        COLLECTOR + "rollup",
                        COLLECTOR + "postgres",
                        "io.lastmile.deploy..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("java.sql..")
                .check(PRODUCT);
    }

    @Test
    void moneyIsNeverFloatingPoint() {
        fields().that()
                .haveNameMatching("(?i).*(amount|poisha|price|balance|fee).*")
                .should()
                .notHaveRawType(double.class)
                .andShould()
                .notHaveRawType(float.class)
                .allowEmptyShould(true)
                .check(PRODUCT);
    }

    @Test
    void noRoomIsADrawer() {
        noClasses()
                .should()
                .resideInAnyPackage(
                        "..util..",
                        "..common..",
                        "..helper..",
                        "..impl..",
                        "..dto..",
                        "..service..")
                .check(PRODUCT);
        classes()
                .should()
                .haveSimpleNameNotEndingWith("Impl")
                .andShould()
                .haveSimpleNameNotEndingWith("Manager")
                .andShould()
                .haveSimpleNameNotEndingWith("Helper")
                .andShould()
                .haveSimpleNameNotEndingWith("Util")
                .check(PRODUCT);
    }

    @Test
    void timeComesFromTheClock() {
        noClasses()
                .should()
                .callMethod(Instant.class, "now")
                .orShould()
                .callMethod(LocalDate.class, "now")
                .orShould()
                .callMethod(System.class, "currentTimeMillis")
                .check(PRODUCT);
    }

    @Test
    void nobodyWritesToStandardStreamsOrThrowsJustAnything() {
        noClasses()
                .that()
                .resideOutsideOfPackage("io.lastmile.deploy..")
                .should(ACCESS_STANDARD_STREAMS)
                .check(PRODUCT);
        noClasses().should(THROW_GENERIC_EXCEPTIONS).check(PRODUCT);
    }
}
