package cronium.payload.signing;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Each library has one place, as the decisions 010 and 011 say: a program that does not come there can do without it. */
class LibrariesTest {
    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("cronium.payload");

    @ParameterizedTest
    @CsvSource({"org.bouncycastle.., SecretBox", "tools.jackson.., Json"})
    void onlyOneClassTouchesALibrary(String library, String place) {
        noClasses()
                .that()
                .doNotHaveSimpleName(place)
                .should()
                .dependOnClassesThat()
                .resideInAPackage(library)
                .check(CLASSES);
    }
}
