package cronium.dispatch;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

class ArchitectureTest {
    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("cronium.dispatch");

    @Test
    void onlyOnePackageKnowsTheSshLibrary() {
        noClasses()
                .that()
                .resideOutsideOfPackage("cronium.dispatch.ssh")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("com.jcraft..")
                .allowEmptyShould(true)
                .check(CLASSES);
    }

    @Test
    void noPackagesDependOnEachOtherInACircle() {
        slices().matching("cronium.(**)").should().beFreeOfCycles().check(CLASSES);
    }
}
