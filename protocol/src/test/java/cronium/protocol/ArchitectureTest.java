package cronium.protocol;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;

import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

class ArchitectureTest {
    @Test
    void theProtocolNeedsNothingButValues() {
        classes()
                .that()
                .resideInAPackage("cronium.protocol")
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage(
                        "cronium.protocol",
                        "java.lang..",
                        "java.util..",
                        "java.nio",
                        "java.nio.charset",
                        "org.jspecify..")
                .orShould()
                .dependOnClassesThat()
                .haveFullyQualifiedName("java.io.IOException")
                .check(new ClassFileImporter()
                        .withImportOption(new ImportOption.DoNotIncludeTests())
                        .importPackages("cronium.protocol"));
    }
}
