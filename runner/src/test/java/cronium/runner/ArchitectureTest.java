package cronium.runner;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.belongToAnyOf;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.net.URI;
import org.junit.jupiter.api.Test;

/** The map of the design, held by the build: arrows point down only. */
class ArchitectureTest {
    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("cronium.payload", "cronium.protocol", "cronium.runner");

    @Test
    void theRunnersPackagesDependDownwards() {
        layeredArchitecture()
                .consideringOnlyDependenciesInLayers()
                .layer("commands")
                .definedBy("cronium.runner")
                .layer("serve")
                .definedBy("cronium.runner.serve")
                .layer("journal")
                .definedBy("cronium.runner.journal")
                .layer("supervise")
                .definedBy("cronium.runner.supervise")
                .layer("contain")
                .definedBy("cronium.runner.contain")
                .layer("plan")
                .definedBy("cronium.runner.plan")
                .layer("output")
                .definedBy("cronium.runner.output")
                .layer("secrets")
                .definedBy("cronium.runner.secrets")
                .layer("linux")
                .definedBy("cronium.runner.linux")
                .layer("payload")
                .definedBy("cronium.payload..")
                .layer("protocol")
                .definedBy("cronium.protocol")
                .whereLayer("commands")
                .mayNotBeAccessedByAnyLayer()
                .whereLayer("serve")
                .mayOnlyAccessLayers("journal", "supervise", "output", "linux", "payload", "protocol")
                .whereLayer("protocol")
                .mayOnlyBeAccessedByLayers("commands", "serve")
                .whereLayer("journal")
                .mayOnlyAccessLayers("supervise", "output", "secrets", "linux", "payload")
                .whereLayer("supervise")
                .mayOnlyAccessLayers("plan", "contain", "output", "linux", "payload")
                .whereLayer("contain")
                .mayOnlyAccessLayers("linux", "payload")
                .whereLayer("plan")
                .mayOnlyAccessLayers("payload")
                .whereLayer("output")
                .mayOnlyAccessLayers("linux")
                .whereLayer("secrets")
                .mayOnlyAccessLayers("linux", "payload")
                .whereLayer("linux")
                .mayNotAccessAnyLayer()
                .whereLayer("payload")
                .mayNotAccessAnyLayer()
                .check(CLASSES);
    }

    @Test
    void noPackagesDependOnEachOtherInACircle() {
        slices().matching("cronium.(**)").should().beFreeOfCycles().check(CLASSES);
    }

    @Test
    void foreignFunctionsAreForLinuxOnly() {
        noClasses()
                .that()
                .resideOutsideOfPackage("cronium.runner.linux")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("java.lang.foreign..")
                .check(CLASSES);
    }

    @Test
    void theInsidesOfTheJdkAreForTwoClassesOnly() {
        noClasses()
                .that()
                .haveNameNotMatching("cronium\\.(runner\\.linux\\.RawShape|payload\\.signing\\.FirstChecks)(\\$.*)?")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("jdk.internal..", "sun.security..")
                .check(CLASSES);
    }

    @Test
    void aPayloadIsReadWithoutProcessesAndWithoutNetwork() {
        noClasses()
                .that()
                .resideInAPackage("cronium.payload..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("java.net.http..", "javax.net..", "cronium.runner..")
                .orShould()
                .dependOnClassesThat(resideInAPackage("java.net").and(not(belongToAnyOf(URI.class))))
                .orShould()
                .dependOnClassesThat()
                .haveFullyQualifiedName("java.lang.ProcessBuilder")
                .orShould()
                .dependOnClassesThat()
                .haveFullyQualifiedName("java.lang.Process")
                .orShould()
                .dependOnClassesThat()
                .haveFullyQualifiedName("java.nio.channels.SocketChannel")
                .check(CLASSES);
    }

    @Test
    void nothingStartsProcessesButSpawn() {
        noClasses()
                .should()
                .dependOnClassesThat()
                .haveFullyQualifiedName("java.lang.ProcessBuilder")
                .check(CLASSES);
        classes()
                .that()
                .haveFullyQualifiedName("cronium.runner.linux.Spawn")
                .should()
                .onlyBeAccessed()
                .byClassesThat()
                .resideInAnyPackage("cronium.runner.linux", "cronium.runner.supervise")
                .check(CLASSES);
    }

    @Test
    void theRulesOfSupervisionKnowNoClockAndNoThread() {
        noClasses()
                .that()
                .haveFullyQualifiedName("cronium.runner.supervise.Supervision")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("java.util.concurrent..", "java.nio..", "java.io..")
                .orShould()
                .callMethod(System.class, "nanoTime")
                .check(CLASSES);
    }
}
